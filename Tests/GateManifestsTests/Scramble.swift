/// Cuts, doubles and swaps parts of messages, the same way for the same seed.
struct Scramble {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func below(_ count: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(truncatingIfNeeded: state % UInt64(count))
    }

    /// One part cut, doubled, swapped with its neighbour, or everything behind it cut off.
    mutating func parts(_ parts: [String]) -> [String] {
        guard parts.count > 1 else { return parts }
        var parts = parts
        let place = below(parts.count)
        switch below(4) {
        case 0: parts.remove(at: place)
        case 1: parts.insert(parts[place], at: place)
        case 2: parts.swapAt(place, place == 0 ? 1 : place - 1)
        default: parts.removeSubrange(max(1, place)...)
        }
        return parts
    }

    /// At the level of segments, or of the elements in one of them.
    mutating func edifact(_ text: String) -> String {
        var segments = text.split(separator: "'\n", omittingEmptySubsequences: true).map(String.init)
        if below(2) == 0 {
            segments = parts(segments)
        } else {
            let place = below(segments.count)
            segments[place] = parts(
                segments[place].split(separator: "+", omittingEmptySubsequences: false).map(String.init)
            )
            .joined(separator: "+")
        }
        return segments.joined(separator: "'\n") + "'\n"
    }

    /// At the level of the elements that stand beside each other.
    mutating func xml(_ text: String) -> String {
        var lines = text.split(separator: "\n").map(String.init)
        let place = 1 + below(lines.count - 2)
        switch below(3) {
        case 0: lines.remove(at: place)
        case 1: lines.insert(lines[place], at: place)
        default: lines.swapAt(place, place - 1)
        }
        return lines.joined(separator: "\n")
    }
}
