/// How far two texts are apart, with look-alikes in mind.
enum Resemblance: Hashable {
    case equal
    /// Same length, and every differing character is a look-alike of the other's.
    case confusable(Int)
    /// One is the other without characters at its ends or with one left out.
    case fragment
    case different

    /// Near enough for two readings of one plate or box.
    var isSameThing: Bool {
        switch self {
        case .equal, .fragment: true
        case .confusable(let count): count <= 2
        case .different: false
        }
    }

    /// Equal, or one look-alike apart.
    var isWithinOneConfusion: Bool { self == .equal || self == .confusable(1) }
}

extension ConfusionMatrix {
    func resemblance(_ a: some StringProtocol, _ b: some StringProtocol) -> Resemblance {
        resemblance(Array(a), Array(b))
    }

    func resemblance(_ a: [Character], _ b: [Character]) -> Resemblance {
        if a.count == b.count {
            var confusions = 0
            for (x, y) in zip(a, b) where x != y {
                guard areConfusable(x, y) else { return .different }
                confusions += 1
            }
            return confusions == 0 ? .equal : .confusable(confusions)
        }
        let (short, long) = a.count < b.count ? (a, b) : (b, a)
        // Below four characters, anything is part of anything.
        guard short.count >= 4, long.count - short.count <= max(1, long.count / 3) else { return .different }
        let starts = 0...(long.count - short.count)
        if starts.contains(where: { Array(long[$0..<($0 + short.count)]) == short }) { return .fragment }
        guard long.count - short.count == 1 else { return .different }
        let head = zip(short, long).prefix { $0 == $1 }.count
        return Array(short[head...]) == Array(long[(head + 1)...]) ? .fragment : .different
    }

    /// 1 for equal texts, 0 for unrelated ones; look-alikes count as a third of a difference.
    func similarity(_ a: [Character], _ b: [Character]) -> Double {
        let longest = max(a.count, b.count)
        guard longest > 0 else { return 1 }
        return max(0, 1 - Alignment(a, b, matrix: self).cost / Double(longest))
    }
}

/// The cheapest way to turn one text into another by substitution, insertion and deletion.
struct Alignment {
    let cost: Double
    /// For each character of `pivot`, the index of the other text's character that stands for it, or nil.
    let partners: [Int?]

    init(_ pivot: [Character], _ other: [Character], matrix: ConfusionMatrix) {
        let (rows, columns) = (pivot.count + 1, other.count + 1)
        let gap = 0.9
        var costs = [Double](repeating: 0, count: rows * columns)
        for i in 0..<rows { costs[i * columns] = Double(i) * gap }
        for j in 0..<columns { costs[j] = Double(j) * gap }
        func substitution(_ i: Int, _ j: Int) -> Double {
            let (x, y) = (pivot[i - 1], other[j - 1])
            return x == y ? 0 : matrix.areConfusable(x, y) ? 0.35 : 1
        }
        for i in 1..<max(rows, 1) where rows > 1 {
            for j in 1..<max(columns, 1) where columns > 1 {
                costs[i * columns + j] = min(
                    costs[(i - 1) * columns + j - 1] + substitution(i, j),
                    costs[(i - 1) * columns + j] + gap, costs[i * columns + j - 1] + gap)
            }
        }
        cost = costs[rows * columns - 1]
        var partners = [Int?](repeating: nil, count: pivot.count)
        var (i, j) = (pivot.count, other.count)
        while i > 0, j > 0 {
            let here = costs[i * columns + j]
            if here == costs[(i - 1) * columns + j - 1] + substitution(i, j) {
                partners[i - 1] = j - 1
                i -= 1
                j -= 1
            } else if here == costs[(i - 1) * columns + j] + gap {
                i -= 1
            } else {
                j -= 1
            }
        }
        self.partners = partners
    }
}
