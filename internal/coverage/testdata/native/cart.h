#pragma once

template <typename T>
struct Box {
	T value;
	Box(T v) : value(v) {}
	bool positive() const {
		if (value > 0)
			return true;
		return false;
	}
};
