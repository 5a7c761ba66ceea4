#pragma once
#include <stdexcept>
#include <vector>

// Instances of a template share its lines.
template <typename T> class Queue {
public:
  Queue() : limit(3) {}
  void push(const T &value) {
    if (items.size() >= limit) {
      throw std::length_error("full");
    }
    items.push_back(value);
  }
  T pop() {
    if (items.empty())
      throw std::out_of_range("empty");
    T first = items.front();
    items.erase(items.begin());
    return first;
  }
  bool empty() const { return items.empty(); }

private:
  std::vector<T> items;
  std::size_t limit;
};

template <typename T, int N> T scaled(T value) {
  return value > 0 ? value * N : -value * N;
}
