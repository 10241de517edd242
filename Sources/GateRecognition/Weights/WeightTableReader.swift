import GateDomain

/// Reads the weight table that stands under a container number in a picture.
struct WeightTableReader {
    let detector: NetworkRequest
    let shrink: Double
    /// Of a crop, as a share of its line's height.
    let margin: Double
    let second: SecondReader
    let readers: SmallPrint
    /// The network's free readings of one line, best first.
    let network: (GreyView, Quad) throws(RecognitionError) -> [PrintedLine.Reading]

    /// How far the table reaches from the number, in widths of the number: to both sides, and down.
    private static let (side, depth) = (0.2, 1.5)
    /// The table is looked at in two parts: its lines are too thin where the whole is shrunk for the detector.
    private static let seam = 0.5
    private static let overlap = 0.1
    /// For all of Tesseract's lines of a table, which take a tenth of that; what it has not read by then stays unread.
    private static let deadline = Duration.seconds(3)
    /// For one of them, in milliseconds; it takes 5 to 20.
    private static let lineDeadline: Int32 = 500
    /// Small print of small pictures is grown so much.
    private static let growth = 2.5
    /// A table of kilograms and pounds has eight lines and four labels.
    private static let mostLines = 32
    /// ISO 6346: weights are painted at half a number's height; the perspective and thick labels take something off that.
    private static let tallest = 1.0
    /// A weight with its unit is longer than this many heights; what is shorter may be two lines.
    private static let double = 3.4
    /// Half of it has to be so high, in pixels, to be read.
    private static let least = 6.0

    /// A line as it is cut out.
    fileprivate struct Cut {
        var quad: Quad
        /// Other ways to cut it out, for lines that were read with doubt.
        var others: [Quad]
        var line: PrintedLine
    }

    struct Found {
        var table: WeightTable?
        var attempts: [ReadingAttempt]
    }

    /// - Parameters:
    ///   - number: the container number's outline.
    ///   - rows: lines that the number fills.
    func read(_ view: GreyView, under number: Quad, rows: Int) throws(RecognitionError) -> Found {
        var cuts = try lines(view, under: number, rows: rows)
        guard !cuts.isEmpty else { return Found(table: nil, attempts: []) }
        var table: WeightTable?
        if readers != .tesseract {
            try note(&cuts) { (cut) throws(RecognitionError) in try network(view, cut.quad) }
            table = WeightTableParser.table(cuts.map(\.line))
            if !Self.isSure(table) {
                for index in cuts.indices {
                    for quad in cuts[index].others { cuts[index].line.add(try network(view, quad)) }
                }
                table = WeightTableParser.table(cuts.map(\.line))
            }
        }
        if readers == .tesseract || (readers == .both && !Self.isSure(table)) {
            let end = ContinuousClock.now + Self.deadline
            try note(&cuts) { cut in
                // It costs ten times as much: only what may be a weight.
                guard cut.mayBeWeight, ContinuousClock.now < end else { return [] }
                return second.read(view, cut.quad, lines: 1, within: Self.lineDeadline).map {
                    [PrintedLine.Reading(text: $0, isSecond: true)]
                }
                    ?? []
            }
            table = WeightTableParser.table(cuts.map(\.line))
        }
        return Found(table: table, attempts: cuts.map { Self.attempt($0, table) })
    }

    private static func isSure(_ table: WeightTable?) -> Bool {
        table.map { $0.isMaxGrossSure && $0.isTareSure } ?? false
    }

    /// Adds readings to each line; two lines that were taken for one are read one by one.
    private func note(
        _ cuts: inout [Cut], _ readings: (Cut) throws(RecognitionError) -> [PrintedLine.Reading]
    ) throws(RecognitionError) {
        var noted: [Cut] = []
        for var cut in cuts {
            let isFirst = cut.line.readings.isEmpty
            let found = try readings(cut)
            cut.line.add(found)
            noted.append(cut)
            let printed = PrintedText(found.first?.text ?? "")
            if isFirst, cut.quad.textWidth < Self.double * cut.quad.textHeight, printed.label == nil,
                cut.line.height > 2 * Self.least,
                printed.loneUnit == nil, !printed.figures.contains(where: { $0.doubt <= 1 })
            {
                for var half in cut.halves {
                    half.line.add(try readings(half))
                    noted.append(half)
                }
            }
        }
        cuts = noted
    }

    private func lines(_ view: GreyView, under number: Quad, rows: Int) throws(RecognitionError) -> [Cut] {
        let slope = (number.topRight.y - number.topLeft.y) / max(1, number.topRight.x - number.topLeft.x)
        let width = number.textWidth * (rows == 2 ? 1.3 : 1)
        let line = number.textHeight / Double(rows)
        let foot = Box(
            x: number.bounds.x - Self.side * width, y: min(number.bottomLeft.y, number.bottomRight.y),
            width: number.bounds.width + 2 * Self.side * width, height: width)
        guard number.topRight.x > number.topLeft.x, foot.y < Double(view.height) - line else { return [] }
        let seam = foot.y + Self.seam * Self.depth * width
        var cuts: [Cut] = []
        for (top, bottom) in [(foot.y, seam), (seam, foot.y + Self.depth * width)] where top < Double(view.height) {
            let isFirst = top == foot.y
            let part = Box(
                x: foot.x, y: isFirst ? top : top - Self.overlap * width, width: foot.width,
                height: bottom - top + Self.overlap * width)
            let found = try TextLines.find(
                in: view, part: part, with: detector, shrink: shrink, largestGrowth: Self.growth)
            for box in found.rows {
                let isHere = isFirst ? box.centre.y < seam : box.centre.y >= seam
                guard isHere, box.height < Self.tallest * line, box.aspect > 1.2 else { continue }
                cuts.append(Cut(box, margin: margin, origin: number.topLeft, slope: slope))
            }
        }
        return Array(cuts.sorted { ($0.line.y, $0.line.left) < ($1.line.y, $1.line.left) }.prefix(Self.mostLines))
    }

    private static func attempt(_ cut: Cut, _ table: WeightTable?) -> ReadingAttempt {
        func text(_ weight: PaintedWeight?, _ isSure: Bool) -> String {
            weight.map { "\($0.kilograms)\(isSure ? "" : "?")" } ?? "-"
        }
        let final = [
            text(table?.maxGross, table?.isMaxGrossSure ?? false), text(table?.tare, table?.isTareSure ?? false),
        ]
        return ReadingAttempt(
            kind: .weights, layout: "1", region: cut.quad,
            text: cut.line.readings.map { "\($0.look):\($0.text)" }.joined(separator: " | "),
            final: final.joined(separator: " "), scores: ["height": cut.line.height],
            refusal: table == nil ? "no weights are plain in these lines" : nil)
    }
}

extension WeightTableReader.Cut {
    /// - Parameter slope: of the number's line: places are taken along it.
    fileprivate init(_ box: TextBox, margin: Double, origin: Point, slope: Double) {
        let isSlanting = box.strip.map { $0.thickness < 0.8 * box.height } ?? false
        if isSlanting, let strip = box.strip {
            quad = strip.quad(margin: margin * strip.thickness)
            others = [strip.quad(margin: 2.5 * margin * strip.thickness), box.quad(margin: margin * box.height)]
        } else {
            quad = box.quad(margin: margin * box.height)
            others = [box.quad(margin: 2.5 * margin * box.height), box.quad(margin: 0)]
        }
        // A faint first digit is often not found.
        let map = Homography(quad)
        let more = -1.2 * quad.textHeight / max(1, quad.textWidth)
        others.append(
            Quad(
                topLeft: map.point(more, 0), topRight: quad.topRight, bottomRight: quad.bottomRight,
                bottomLeft: map.point(more, 1)))
        let xs = quad.corners.map(\.x)
        line = PrintedLine(
            readings: [], left: xs.min() ?? 0, right: xs.max() ?? 0,
            y: box.centre.y - slope * (box.centre.x - origin.x), height: box.height)
    }

    /// Whether the first reader saw figures, if it was asked.
    fileprivate var mayBeWeight: Bool {
        line.readings.isEmpty || line.readings.contains { $0.text.count(where: \.isNumber) >= 3 }
    }

    /// The upper and the lower half.
    fileprivate var halves: [WeightTableReader.Cut] {
        let map = Homography(quad)
        return [(0.0, 0.54, -0.25), (0.46, 1.0, 0.25)].map { top, bottom, shift in
            var half = self
            half.others = []
            half.line.readings = []
            half.quad = Quad(
                topLeft: map.point(0, top), topRight: map.point(1, top), bottomRight: map.point(1, bottom),
                bottomLeft: map.point(0, bottom))
            half.line.y += shift * line.height
            half.line.height *= 0.5
            return half
        }
    }
}
