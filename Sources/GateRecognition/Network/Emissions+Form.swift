import GateDomain

extension Emissions {
    /// A place of a form on the likeliest path: the class that was chosen and the step where it is seen best.
    struct Placed {
        var symbol: Int
        var step: Int
    }

    /// The likeliest path that gives exactly as many characters as there are places (Viterbi over CTC's topology), and its log-probability.
    /// - Parameter penalty: for each place and class, what choosing it costs, in nats.
    func fitted(_ penalty: [[Float]]) -> (places: [Placed], logLikelihood: Float)? {
        let count = penalty.count
        guard steps >= count, count > 0, classes > 1 else { return nil }
        let width = classes - 1
        let states = count * width
        // A state is a place and its class; after each place there may be blanks.
        var here = [Float](repeating: -.infinity, count: states)
        var blank = [Float](repeating: -.infinity, count: count + 1)
        blank[0] = 0
        var hereFrom = [Int16](repeating: -1, count: steps * states)
        var blankFrom = [Int16](repeating: -1, count: steps * (count + 1))
        for step in 0..<steps {
            let row = step * classes
            var nextHere = [Float](repeating: -.infinity, count: states)
            var nextBlank = [Float](repeating: -.infinity, count: count + 1)
            nextBlank[0] = blank[0] + log[row]
            for place in max(0, count - (steps - step))..<min(count, step + 1) {
                // The likeliest class of the place before, and the likeliest other one: a class follows itself only over a blank.
                var (first, second) = (-1, -1)
                if place > 0 {
                    for symbol in 0..<width {
                        let value = here[(place - 1) * width + symbol]
                        if first < 0 || value > here[(place - 1) * width + first] {
                            (first, second) = (symbol, first)
                        } else if second < 0 || value > here[(place - 1) * width + second] {
                            second = symbol
                        }
                    }
                }
                for symbol in 0..<width {
                    let state = place * width + symbol
                    let cost = penalty[place][symbol]
                    var (best, from) = (here[state], Int16(-2))
                    if blank[place] - cost > best { (best, from) = (blank[place] - cost, -3) }
                    let other = first == symbol ? second : first
                    if other >= 0, here[(place - 1) * width + other] - cost > best {
                        (best, from) = (here[(place - 1) * width + other] - cost, Int16(other))
                    }
                    nextHere[state] = best + log[row + symbol + 1]
                    hereFrom[step * states + state] = from
                }
            }
            for place in 1...count {
                var (best, from) = (blank[place], Int16(-2))
                for symbol in 0..<width where here[(place - 1) * width + symbol] > best {
                    (best, from) = (here[(place - 1) * width + symbol], Int16(symbol))
                }
                nextBlank[place] = best + log[row]
                blankFrom[step * (count + 1) + place] = from
            }
            (here, blank) = (nextHere, nextBlank)
        }
        return traced(here, blank, hereFrom, blankFrom, count)
    }

    private func traced(
        _ here: [Float], _ blank: [Float], _ hereFrom: [Int16], _ blankFrom: [Int16], _ count: Int
    ) -> (places: [Placed], logLikelihood: Float)? {
        let width = classes - 1
        var (best, symbol) = (blank[count], -1)
        for one in 0..<width where here[(count - 1) * width + one] > best {
            (best, symbol) = (here[(count - 1) * width + one], one)
        }
        guard best > -.infinity else { return nil }
        var places = [Placed?](repeating: nil, count: count)
        // `place` places are behind; symbol −1 stands for the blank after them.
        var place = count
        for step in stride(from: steps - 1, through: 0, by: -1) {
            if symbol < 0 {
                guard place > 0 else { break }
                let from = blankFrom[step * (count + 1) + place]
                if from >= 0 { symbol = Int(from) }
            } else {
                let value = log[step * classes + symbol + 1]
                if places[place - 1].map({ value > log[$0.step * classes + $0.symbol] }) ?? true {
                    places[place - 1] = Placed(symbol: symbol + 1, step: step)
                }
                let from = hereFrom[step * count * width + (place - 1) * width + symbol]
                if from == -3 {
                    (place, symbol) = (place - 1, -1)
                } else if from >= 0 {
                    (place, symbol) = (place - 1, Int(from))
                }
            }
        }
        let whole = places.compactMap { $0 }
        return whole.count == count ? (whole, best) : nil
    }
}
