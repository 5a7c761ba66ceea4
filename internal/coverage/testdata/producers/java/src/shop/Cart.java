package shop;

import java.util.ArrayList;
import java.util.List;

/** A program to be measured. */
public class Cart {
    private final List<Line> lines = new ArrayList<>();

    static class Line {
        private final int cents, count;

        Line(int cents, int count) {
            this.cents = cents;
            this.count = count;
        }

        int total() { return cents * count; }
    }

    interface Discount { int off(int total); }

    void add(String name, int cents, int count) {
        if (cents < 0 || count < 1) {
            throw new IllegalArgumentException(name);
        }
        lines.add(new Line(cents, count));
    }

    int total(Discount discount) {
        int sum = 0;
        for (Line line : lines) {
            sum += line.total();
        }
        return sum - (discount == null ? 0 : discount.off(sum));
    }

    static int unused(int x) {
        switch (x) {
            case 1: return 10;
            case 2: return 20;
            default: return x > 5 ? 1 : 0;
        }
    }
}

class Empty {}
