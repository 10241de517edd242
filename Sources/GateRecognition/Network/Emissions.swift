import Foundation
import GateDomain

/// What a CTC reader gave for a crop: probabilities of each class at each step. Class 0 is the blank.
struct Emissions {
    let steps: Int
    let classes: Int
    /// Log-probabilities, step by step.
    let log: [Float]

    /// From raw logits [1, steps, classes].
    init(logits: UnsafeBufferPointer<Float>, shape: [Int]) {
        guard shape.count == 3, shape[1] > 0, shape[2] > 1, logits.count >= shape[1] * shape[2] else {
            (steps, classes, log) = (0, 1, [])
            return
        }
        steps = shape[1]
        classes = shape[2]
        var log = [Float](repeating: 0, count: steps * classes)
        for step in 0..<steps {
            let row = step * classes
            var top = -Float.infinity
            for k in 0..<classes { top = max(top, logits[row + k]) }
            var sum: Float = 0
            for k in 0..<classes { sum += expf(logits[row + k] - top) }
            let norm = top + logf(sum)
            for k in 0..<classes { log[row + k] = logits[row + k] - norm }
        }
        self.log = log
    }

    init(steps: Int, classes: Int, log: [Float]) { (self.steps, self.classes, self.log) = (steps, classes, log) }

    /// Without the last class, "nobody can see which character this is": its probability is shared out among `characters`. Also the
    /// highest that it reaches.
    func sharingHidden(among characters: [Int]) -> (emissions: Emissions, hidden: Double) {
        guard classes > 1, !characters.isEmpty else { return (self, 0) }
        let share = logf(Float(characters.count))
        var shared: [Float] = []
        shared.reserveCapacity(steps * (classes - 1))
        var most = -Float.infinity
        for step in 0..<steps {
            let row = row(step)
            let unseen = row[row.endIndex - 1]
            most = max(most, unseen)
            let base = shared.count
            shared += row.dropLast()
            for symbol in characters where symbol < classes - 1 {
                shared[base + symbol] = Float(logSum(Double(shared[base + symbol]), Double(unseen - share)))
            }
        }
        return (Emissions(steps: steps, classes: classes - 1, log: shared), Double(expf(most)))
    }

    func row(_ step: Int) -> ArraySlice<Float> { log[step * classes..<(step + 1) * classes] }

    /// A character of the greedy reading: its class and the step where it peaks.
    struct Peak {
        var symbol: Int
        var step: Int
    }

    /// Best class of each step, repeats and blanks removed; also the log-likelihood of that path.
    func greedy() -> (peaks: [Peak], logLikelihood: Float) {
        var peaks: [Peak] = []
        var total: Float = 0
        var last = 0
        for step in 0..<steps {
            let row = row(step)
            guard let best = row.indices.max(by: { row[$0] < row[$1] }) else { break }
            let symbol = best - row.startIndex
            total += row[best]
            if symbol != 0 {
                if symbol != last {
                    peaks.append(Peak(symbol: symbol, step: step))
                } else if let peak = peaks.last, row[best] > log[peak.step * classes + symbol] {
                    peaks[peaks.count - 1].step = step
                }
            }
            last = symbol
        }
        return (peaks, total)
    }

    /// Log-probability that the reader gives a text: the sum over all its paths (CTC's forward algorithm).
    func logLikelihood(of text: [Int]) -> Double {
        guard steps > 0, !text.isEmpty else { return -.infinity }
        // Blank, character, blank, …: even places are blanks.
        let places = text.count * 2 + 1
        func symbol(_ place: Int) -> Int { place % 2 == 0 ? 0 : text[place / 2] }
        var alpha = [Double](repeating: -.infinity, count: places)
        alpha[0] = Double(log[0])
        alpha[1] = Double(log[symbol(1)])
        for step in 1..<steps {
            let row = step * classes
            var next = alpha
            for place in 0..<places {
                var sum = alpha[place]
                if place > 0 { sum = logSum(sum, alpha[place - 1]) }
                if place > 1, place % 2 == 1, symbol(place) != symbol(place - 2) { sum = logSum(sum, alpha[place - 2]) }
                next[place] = sum + Double(log[row + symbol(place)])
            }
            alpha = next
        }
        return logSum(alpha[places - 1], alpha[places - 2])
    }

    /// Where each character of a text is seen best, on the likeliest path that gives the text; empty where the crop is too short for it.
    func aligned(_ text: [Int]) -> [Peak] {
        let places = text.count * 2 + 1
        guard steps > 0, !text.isEmpty else { return [] }
        func symbol(_ place: Int) -> Int { place % 2 == 0 ? 0 : text[place / 2] }
        var score = [Float](repeating: -.infinity, count: places)
        var from = [[Int]](repeating: [], count: steps)
        score[0] = log[0]
        score[1] = log[symbol(1)]
        for step in 1..<steps {
            var (next, origin) = (score, Array(0..<places))
            for place in 0..<places {
                if place > 0, score[place - 1] > next[place] {
                    (next[place], origin[place]) = (score[place - 1], place - 1)
                }
                if place > 1, place % 2 == 1, symbol(place) != symbol(place - 2), score[place - 2] > next[place] {
                    (next[place], origin[place]) = (score[place - 2], place - 2)
                }
                next[place] += log[step * classes + symbol(place)]
            }
            (score, from[step]) = (next, origin)
        }
        var place = score[places - 1] > score[places - 2] ? places - 1 : places - 2
        guard score[place] > -.infinity else { return [] }
        var best = [Peak?](repeating: nil, count: text.count)
        for step in stride(from: steps - 1, through: 0, by: -1) {
            if place % 2 == 1 {
                let value = log[step * classes + symbol(place)]
                if best[place / 2].map({ value > log[$0.step * classes + $0.symbol] }) ?? true {
                    best[place / 2] = Peak(symbol: symbol(place), step: step)
                }
            }
            if step > 0 { place = from[step][place] }
        }
        return best.compactMap { $0 }
    }

    /// A character with its likeliest rivals at the step where it peaks.
    func character(_ peak: Peak, alphabet: [Character?], chosen: Character) -> ReadCharacter {
        let row = row(peak.step)
        var alternatives: [ReadCharacter.Alternative] = []
        for (symbol, value) in row.enumerated() where symbol > 0 {
            guard let character = alphabet[symbol], value > -7 || character == chosen else { continue }
            alternatives.append(ReadCharacter.Alternative(character, Double(expf(value))))
        }
        alternatives.sort { ($1.probability, $0.character) < ($0.probability, $1.character) }
        var kept = Array(alternatives.prefix(5))
        // The chosen character leads even where a grammar preferred it to a likelier one.
        if let index = alternatives.firstIndex(where: { $0.character == chosen }) {
            let probability = alternatives[index].probability
            kept.removeAll { $0.character == chosen }
            let most = kept.first?.probability ?? 0
            kept.insert(ReadCharacter.Alternative(chosen, max(probability, most)), at: 0)
        }
        return ReadCharacter(kept) ?? ReadCharacter(chosen, probability: 0.5)
    }
}

/// log(exp(a) + exp(b)).
func logSum(_ a: Double, _ b: Double) -> Double {
    let (high, low) = a > b ? (a, b) : (b, a)
    return low == -.infinity ? high : high + log1p(exp(low - high))
}
