/// CTC prefix beam search: the likeliest texts of a crop, each the sum over its paths.
enum PrefixBeam {
    struct Found {
        var symbols: [Int]
        var logLikelihood: Double
    }

    /// A prefix in the beam: its log-probability with a blank last, and with its symbol last.
    private struct Entry {
        /// Where the prefix is in the tree of prefixes.
        var node: Int
        var blank = -Double.infinity
        var symbol = -Double.infinity
        var total = -Double.infinity
    }

    /// A prefix as a tree's node: the shorter prefix before it, and the symbol that it adds.
    private struct Node {
        var parent: Int
        var symbol: Int
        var depth: Int
    }

    /// Texts of at most `allowed.count` symbols, best first.
    /// - Parameters:
    ///   - width: prefixes kept from step to step.
    ///   - hopeless: nats behind the best prefix from which one is given up.
    ///   - allowed: the symbols that may stand at each place.
    static func search(_ emissions: Emissions, width: Int, hopeless: Double, allowed: [[Int]]) -> [Found] {
        let classes = emissions.classes
        var nodes = [Node(parent: -1, symbol: 0, depth: 0)]
        var beam = [Entry(node: 0, blank: 0, symbol: -.infinity, total: 0)]
        // Where the beam holds an entry's prefix grown by a symbol.
        var grown = [Int](repeating: -1, count: width * classes)
        var next: [Entry] = []
        var known: [Int: Int] = [:]
        for step in 0..<emissions.steps {
            let row = emissions.row(step)
            let base = row.startIndex
            for index in grown.indices { grown[index] = -1 }
            for (index, entry) in beam.enumerated() where entry.node > 0 {
                if let parent = beam.firstIndex(where: { $0.node == nodes[entry.node].parent }) {
                    grown[parent * classes + nodes[entry.node].symbol] = index
                }
            }
            next.removeAll(keepingCapacity: true)
            for entry in beam {
                let last = nodes[entry.node].symbol
                next.append(
                    Entry(
                        node: entry.node, blank: entry.total + Double(row[base]),
                        symbol: last == 0 ? -.infinity : entry.symbol + Double(row[base + last])))
            }
            let best = next.reduce(-Double.infinity) { max($0, max($1.blank, $1.symbol)) }
            for (index, entry) in beam.enumerated() where nodes[entry.node].depth < allowed.count {
                let node = nodes[entry.node]
                for symbol in allowed[node.depth] where symbol < classes {
                    let from = node.symbol == symbol ? entry.blank : entry.total
                    let value = from + Double(row[base + symbol])
                    guard value > best - hopeless else { continue }
                    let longer = grown[index * classes + symbol]
                    if longer >= 0 {
                        next[longer].symbol = logSum(next[longer].symbol, value)
                    } else {
                        // A new prefix: its node is made only if it stays in the beam; until then it names its parent.
                        next.append(Entry(node: -1 - (entry.node * classes + symbol), symbol: value, total: value))
                    }
                }
            }
            for index in beam.indices { next[index].total = logSum(next[index].blank, next[index].symbol) }
            // Ties keep the order in which prefixes were found, which is the same on every run.
            beam = next.enumerated()
                .filter { $0.element.total > best - hopeless }
                .sorted { ($1.element.total, $0.offset) < ($0.element.total, $1.offset) }
                .prefix(width).map(\.element)
            for index in beam.indices where beam[index].node < 0 {
                // A prefix that left the beam and comes back is the same node.
                let key = -1 - beam[index].node
                if let known = known[key] {
                    beam[index].node = known
                    continue
                }
                let (parent, symbol) = key.quotientAndRemainder(dividingBy: classes)
                nodes.append(Node(parent: parent, symbol: symbol, depth: nodes[parent].depth + 1))
                beam[index].node = nodes.count - 1
                known[key] = nodes.count - 1
            }
        }
        return beam.map { entry in
            var symbols: [Int] = []
            var node = nodes[entry.node]
            while node.parent >= 0 {
                symbols.append(node.symbol)
                node = nodes[node.parent]
            }
            return Found(symbols: symbols.reversed(), logLikelihood: entry.total)
        }
    }
}
