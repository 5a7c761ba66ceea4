#include <cstdio>
#include <stdexcept>
#include <string>
#include "cart.h"

template <typename T>
T largest(T a, T b) {
	if (a > b)
		return a;
	return b;
}

static int refund(int x) {
	std::string reason = "late";
	if (x > 3 && reason.size() > 1)
		throw std::runtime_error(reason);
	return x;
}

int main(int argc, char **) {
	int n = largest(1, 2);
	double d = largest(2.0, 1.0);
	Box<int> a(1);
	Box<double> b(-1.0);
	for (int i = 0; i < 10; i++) n += i % 2 ? 1 : 2;
	if (argc > 5) {
		refund(n);
		return 1;
	}
	std::printf("%d %f %d %d\n", n, d, a.positive(), b.positive());
	return 0;
}
