import GateDomain

/// Makes a weight table of the lines of a door. Pure.
///
/// Figures prove each other: kilograms stand over or beside the same weight in pounds, and maximum gross less tare is net. What neither
/// proves has to be read by both readers, to stand beside its label, and no pounds may contradict it.
enum WeightTableParser {
    /// A weight in the table.
    private struct Figure {
        var value: Int
        var unit: PrintedText.Unit
        /// Nats: how far behind the best readings of the line it is, and what had to be taken for something else.
        var doubt: Double
        /// The network and Tesseract both read it.
        var isAgreed: Bool
        var line: Int
    }

    /// Kilograms that may have their pounds.
    private struct Row {
        var kilograms: Figure
        var pounds: Figure?
        var y: Double
        /// Kilograms are mostly painted in whole tens or fives.
        var doubt: Double { kilograms.doubt + (pounds?.doubt ?? 0) + (value % 5 == 0 ? 0 : 2) }
        var value: Int { kilograms.value }
        var weight: PaintedWeight? { PaintedWeight(kilograms: value, pounds: pounds?.value) }
    }

    private static let high = 20_000
    /// Weights between are those of small boxes: neither a usual tare nor a usual maximum.
    private static let (tares, grosses) = (1_000...7_500, 7_501...45_000)

    static func table(_ lines: [PrintedLine]) -> WeightTable? {
        let texts = lines.map { $0.readings.map { PrintedText($0.text) } }
        let labels = zip(lines, texts).compactMap { line, texts in
            texts.lazy.compactMap(\.label).first.map { (label: $0, line: line) }
        }
        let figures = figures(lines, texts)
        let door = Door(lines: lines, labels: labels)
        let paired = pairs(figures, lines)
        // A line whose pounds agree is read; its other readings are dropped.
        let known = Set(paired.flatMap { [$0.kilograms.line, $0.pounds?.line].compactMap { $0 } })
        let alone = figures.filter { $0.unit != .pounds && !known.contains($0.line) }
            .map { Row(kilograms: $0, pounds: nil, y: lines[$0.line].y) }
        return confirmed(paired, alone, door) ?? single(paired, alone, figures, door)
    }

    /// What a character taken for another costs, and a look that does not show the figure, in nats.
    private static let (mistaken, unseen) = (1.5, 5.0)

    /// Every figure of every line, judged by all looks at the line: at its best, and in the mean.
    private static func figures(_ lines: [PrintedLine], _ texts: [[PrintedText]]) -> [Figure] {
        struct Key: Hashable {
            var value: Int
            var unit: PrintedText.Unit
        }
        var found: [Figure] = []
        for (index, line) in lines.enumerated() {
            let looks = Set(line.readings.map(\.look)).count
            let apart = unit(rightOf: line, lines, texts)
            var order: [Key] = []
            var costs: [Key: [Int: Double]] = [:]
            var readers: [Key: Set<Bool>] = [:]
            for (text, reading) in zip(texts[index], line.readings) {
                for one in text.figures {
                    let key = Key(value: one.value, unit: one.unit == .unknown ? apart ?? .unknown : one.unit)
                    let cost = reading.behind + mistaken * Double(one.doubt)
                    if costs[key] == nil { order.append(key) }
                    readers[key, default: []].insert(reading.isSecond)
                    costs[key, default: [:]][reading.look] = min(cost, costs[key]?[reading.look] ?? unseen)
                }
            }
            for key in order {
                guard let seen = costs[key]?.values.sorted(), let best = seen.first else { continue }
                let mean = (seen.reduce(0, +) + unseen * Double(looks - seen.count)) / Double(looks)
                found.append(
                    Figure(
                        value: key.value, unit: key.unit, doubt: (best + mean) / 2, isAgreed: readers[key]?.count == 2,
                        line: index))
            }
        }
        return found
    }

    /// The unit that stands apart from its figure.
    private static func unit(
        rightOf line: PrintedLine, _ lines: [PrintedLine], _ texts: [[PrintedText]]
    ) -> PrintedText.Unit? {
        var best: (gap: Double, unit: PrintedText.Unit)?
        for (other, texts) in zip(lines, texts) {
            guard let unit = texts.lazy.compactMap(\.loneUnit).first, abs(other.y - line.y) < 0.5 * line.height
            else { continue }
            let gap = other.left - line.right
            guard gap > -line.height, gap < 5 * line.height else { continue }
            if best.map({ gap < $0.gap }) ?? true { best = (gap, unit) }
        }
        return best?.unit
    }

    /// Nats up to which a weight and its pounds are believed, and by which they have to lead others of the same lines.
    private static let (mostDoubt, lead) = (5.5, 0.4)
    /// Nats up to which a figure is as good as any that its line may show.
    private static let plain = 1.3

    /// Kilograms with the pounds that say the same, at most one a line, from the top.
    private static func pairs(_ figures: [Figure], _ lines: [PrintedLine]) -> [Row] {
        var found: [Row] = []
        for kilograms in figures where kilograms.unit != .pounds {
            for pounds in figures where pounds.unit != .kilograms {
                guard (tares.lowerBound...grosses.upperBound).contains(kilograms.value),
                    PaintedWeight.agree(kilograms: kilograms.value, pounds: pounds.value),
                    isBeside(lines[kilograms.line], lines[pounds.line], isSame: kilograms.line == pounds.line)
                else { continue }
                found.append(Row(kilograms: kilograms, pounds: pounds, y: lines[kilograms.line].y))
            }
        }
        found.sort { ($0.doubt, $0.kilograms.line, $0.value) < ($1.doubt, $1.kilograms.line, $1.value) }
        var kept: [Row] = []
        var open: Set<Int> = []
        for row in found where row.doubt <= mostDoubt {
            if let rival = kept.first(where: { shares($0, row) }) {
                // Two weights that are as likely: neither is known.
                let isSame = rival.value == row.value || rival.kilograms.line != row.kilograms.line
                if !isSame, row.doubt < rival.doubt + lead { open.insert(rival.kilograms.line) }
            } else {
                kept.append(row)
            }
        }
        return kept.filter { !open.contains($0.kilograms.line) }.sorted { ($0.y, $0.value) < ($1.y, $1.value) }
    }

    private static func shares(_ a: Row, _ b: Row) -> Bool {
        a.kilograms.line == b.kilograms.line || (a.pounds?.line == b.pounds?.line)
    }

    /// Pounds stand under their kilograms, or beside them.
    private static func isBeside(_ kilograms: PrintedLine, _ pounds: PrintedLine, isSame: Bool) -> Bool {
        if isSame { return true }
        let h = max(kilograms.height, pounds.height)
        let down = pounds.y - kilograms.y
        if abs(down) < 0.6 * h { return abs(pounds.left - kilograms.left) < 14 * h }
        let overlap = min(kilograms.right, pounds.right) - max(kilograms.left, pounds.left)
        return overlap > 0 && down > 0 && down < 2.6 * h
    }

    /// Maximum gross and tare that the net weight proves; the net weight is kilograms alone, or has its pounds.
    private static func confirmed(_ paired: [Row], _ alone: [Row], _ door: Door) -> WeightTable? {
        var best: (doubt: Double, table: WeightTable)?
        let rows = paired + alone.filter { $0.doubt <= plain }
        for gross in rows where grosses.contains(gross.value) {
            for tare in rows where tares.contains(tare.value) && tare.kilograms.line != gross.kilograms.line {
                for net in rows where gross.value - tare.value == net.value {
                    guard net.kilograms.line != gross.kilograms.line, net.kilograms.line != tare.kilograms.line,
                        door.isAbove(gross.kilograms.line, tare.kilograms.line),
                        door.isAbove(gross.kilograms.line, net.kilograms.line),
                        let table = WeightTable(maxGross: gross.weight, tare: tare.weight, netKilograms: net.value)
                    else { continue }
                    let doubt = gross.doubt + tare.doubt + net.doubt
                    if best.map({ doubt < $0.doubt }) ?? true { best = (doubt, table) }
                }
            }
        }
        return best?.table
    }

    /// Each by itself.
    private static func single(_ paired: [Row], _ alone: [Row], _ figures: [Figure], _ door: Door) -> WeightTable? {
        func isLone(_ row: Row, _ label: PrintedText.Label) -> Bool {
            row.kilograms.unit == .kilograms && row.kilograms.doubt <= plain && row.kilograms.isAgreed
                && door.label(at: row.kilograms.line) == label
                && !figures.contains {
                    $0.unit == .pounds && $0.doubt <= plain && door.isUnder($0.line, row.kilograms.line)
                }
        }
        let tare =
            paired.first { row in
                tares.contains(row.value)
                    && door.label(at: row.kilograms.line).map { $0 == .tare || $0 == .maxGross } ?? true
            }
            ?? alone.first { tares.contains($0.value) && $0.value % 5 == 0 && isLone($0, .tare) }
        let heavy = paired.filter { grosses.contains($0.value) }
        var gross: Row?
        if let most = heavy.max(by: { $0.value < $1.value }) {
            let hasNet = (heavy + alone).contains {
                grosses.contains($0.value) && $0.value < most.value && $0.kilograms.doubt <= plain
                    && door.isAbove(most.kilograms.line, $0.kilograms.line)
            }
            switch door.label(at: most.kilograms.line) {
            case .maxGross?: gross = most
            case .net?, .capacity?: gross = hasNet ? most : nil
            case .tare?, nil:
                gross =
                    hasNet || tare.map { door.isAbove(most.kilograms.line, $0.kilograms.line) } ?? false ? most : nil
            }
        } else {
            gross = alone.first { $0.value >= high && $0.value % 10 == 0 && isLone($0, .maxGross) }
        }
        return WeightTable(maxGross: gross?.weight, tare: tare?.weight)
            ?? WeightTable(maxGross: gross?.weight, tare: nil) ?? WeightTable(maxGross: nil, tare: tare?.weight)
    }
}

/// Where lines and labels stand to each other.
private struct Door {
    var lines: [PrintedLine]
    var labels: [(label: PrintedText.Label, line: PrintedLine)]

    func isAbove(_ a: Int, _ b: Int) -> Bool { lines[a].y < lines[b].y + 0.5 * max(lines[a].height, lines[b].height) }

    /// Whether `a` is the line right under `b`.
    func isUnder(_ a: Int, _ b: Int) -> Bool {
        let down = lines[a].y - lines[b].y
        let h = max(lines[a].height, lines[b].height)
        return a != b && down > 0.4 * h && down < 1.6 * h
            && min(lines[a].right, lines[b].right) > max(lines[a].left, lines[b].left)
    }

    /// The label nearest in height, left of the line or in it.
    func label(at index: Int) -> PrintedText.Label? {
        let line = lines[index]
        var best: (distance: Double, label: PrintedText.Label)?
        for one in labels where one.line.left <= line.left {
            // A label stands level with its kilograms or between them and the pounds below.
            let distance = abs(one.line.y - 0.4 * line.height - line.y)
            guard distance < 1.5 * max(line.height, one.line.height) else { continue }
            if best.map({ distance < $0.distance }) ?? true { best = (distance, one.label) }
        }
        return best?.label
    }
}
