import java.io.File;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IBundleCoverage;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.data.ExecutionDataStore;
import org.jacoco.core.data.SessionInfoStore;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.LoggerRuntime;
import org.jacoco.core.runtime.RuntimeData;
import org.jacoco.report.DirectorySourceFileLocator;
import org.jacoco.report.IReportVisitor;
import org.jacoco.report.csv.CSVFormatter;
import org.jacoco.report.xml.XMLFormatter;

/**
 * Runs a program under JaCoCo without its agent, which Debian's packages lack, and writes the reports of its Ant task and the
 * totals of its HTML report: Measure MAIN CLASSES SOURCES OUT.
 */
class Measure {
    static class Instrumented extends ClassLoader {
        final Path classes;
        final Instrumenter instrumenter;

        Instrumented(Path classes, LoggerRuntime runtime) {
            this.classes = classes;
            instrumenter = new Instrumenter(runtime);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try {
                byte[] b = instrumenter.instrument(Files.readAllBytes(classes.resolve(name.replace('.', '/') + ".class")), name);
                return defineClass(name, b, 0, b.length);
            } catch (java.io.IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    public static void main(String[] args) throws Exception {
        Path classes = Path.of(args[1]);
        LoggerRuntime runtime = new LoggerRuntime();
        RuntimeData data = new RuntimeData();
        runtime.startup(data);
        new Instrumented(classes, runtime).loadClass(args[0]).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        ExecutionDataStore executed = new ExecutionDataStore();
        SessionInfoStore sessions = new SessionInfoStore();
        data.setSessionId("shop");
        data.collect(executed, sessions, false);
        runtime.shutdown();

        CoverageBuilder builder = new CoverageBuilder();
        new Analyzer(executed, builder).analyzeAll(classes.toFile());
        IBundleCoverage bundle = builder.getBundle("shop");
        File out = new File(args[3]);
        try (FileOutputStream xml = new FileOutputStream(new File(out, "jacoco.xml"));
                FileOutputStream csv = new FileOutputStream(new File(out, "jacoco.csv"))) {
            for (IReportVisitor v : new IReportVisitor[] {new XMLFormatter().createVisitor(xml), new CSVFormatter().createVisitor(csv)}) {
                v.visitInfo(sessions.getInfos(), executed.getContents());
                v.visitBundle(bundle, new DirectorySourceFileLocator(new File(args[2]), "utf-8", 4));
                v.visitEnd();
            }
        }
        show("line", bundle.getLineCounter());
        show("branch", bundle.getBranchCounter());
        show("function", bundle.getMethodCounter());
        show("instruction", bundle.getInstructionCounter());
    }

    static void show(String metric, ICounter c) {
        System.err.println(metric + ": " + c.getCoveredCount() + "/" + c.getTotalCount());
    }
}
