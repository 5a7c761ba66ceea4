#include "queue.h"
#include <cstdio>
#include <string>

static int grade(int points, bool bonus) {
  if (points > 90 && !bonus)
    return 1;
  switch (points / 10) {
  case 9:
  case 8:
    return 2;
  case 7:
    return 3;
  default:
    return bonus ? 3 : 4;
  }
}

static int never(int x) {
  int y = x * 2;
  return y + 1;
}

int main(int argc, char **argv) {
  Queue<int> numbers;
  numbers.push(1);
  numbers.push(2);
  int sum = 0;
  while (!numbers.empty())
    sum += numbers.pop();
  Queue<std::string> names;
  names.push("a");
  try {
    Queue<double> none;
    none.pop();
  } catch (const std::out_of_range &) {
    sum++;
  }
  if (argc > 5)
    sum = never(sum);
  std::printf("%d %d %d\n", sum, grade(95, true), (int)scaled<long, 3>(7));
  return scaled<int, 2>(0) + (grade(72, false) == 3 ? 0 : 1);
}
