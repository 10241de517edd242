/// Where two codes differ, character by character.
enum TextDifference {
    struct Piece: Hashable {
        var text: String
        var isDifferent: Bool
    }

    /// The pieces of both; equal characters are aligned as well as they can be.
    static func pieces(_ a: String, _ b: String) -> (a: [Piece], b: [Piece]) {
        let (x, y) = (Array(a.prefix(80)), Array(b.prefix(80)))
        // Longest common subsequence, from the end.
        var lengths = [[Int]](repeating: [Int](repeating: 0, count: y.count + 1), count: x.count + 1)
        for i in x.indices.reversed() {
            for j in y.indices.reversed() {
                lengths[i][j] = x[i] == y[j] ? lengths[i + 1][j + 1] + 1 : max(lengths[i + 1][j], lengths[i][j + 1])
            }
        }
        var (i, j) = (0, 0)
        var marks: (a: [Bool], b: [Bool]) = ([], [])
        while i < x.count || j < y.count {
            if i < x.count, j < y.count, x[i] == y[j] {
                marks.a.append(false)
                marks.b.append(false)
                i += 1
                j += 1
            } else if j >= y.count || (i < x.count && lengths[i + 1][j] >= lengths[i][j + 1]) {
                marks.a.append(true)
                i += 1
            } else {
                marks.b.append(true)
                j += 1
            }
        }
        return (joined(x, marks.a), joined(y, marks.b))
    }

    private static func joined(_ characters: [Character], _ marks: [Bool]) -> [Piece] {
        zip(characters, marks).reduce(into: []) { pieces, next in
            if pieces.last?.isDifferent == next.1 {
                pieces[pieces.count - 1].text.append(next.0)
            } else {
                pieces.append(Piece(text: String(next.0), isDifferent: next.1))
            }
        }
    }

    /// How many characters differ.
    static func distance(_ a: String, _ b: String) -> Int {
        let pieces = pieces(a, b)
        func count(_ side: [Piece]) -> Int { side.filter(\.isDifferent).reduce(0) { $0 + $1.text.count } }
        return max(count(pieces.a), count(pieces.b))
    }

    static func html(_ pieces: [Piece]) -> HTML {
        tag(.span, .class("code")) {
            for piece in pieces {
                if piece.isDifferent { tag(.mark, text: piece.text) } else { piece.text }
            }
        }
    }
}
