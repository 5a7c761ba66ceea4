#include <cstdio>
#define MAXOF(a, b) ((a) > (b) ? (a) : (b))
template <typename T> T largest(T a, T b) {
	if (a > b)
		return a;

	return b;
}
static int never(int x) {
	return x;
}
int used(int a, int b) {
	auto f = [&](int z) { return z > a ? 1 : 2; };
#if 0
	skipped
#endif
	int m = MAXOF(a, b);
	while (true) {
		if (m++ > 10 && b < 3)
			break;
		if (m > 100) return never(m);
	}
	switch (a) {
	case 1:
		return f(1);
	case 2: return 3; default: break;
	}

	return m; }
int main() {
	printf("%d\n", used(1, 2) + largest(1, 2) + (int)largest(2.0, 1.0));
}
