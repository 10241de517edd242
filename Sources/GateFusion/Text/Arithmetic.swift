import Foundation

// Foundation's functions by their full names, in one place: the only thing that this stage takes from it.

func naturalLogarithm(_ value: Double) -> Double { Foundation.log(value) }
func exponential(_ value: Double) -> Double { Foundation.exp(value) }
