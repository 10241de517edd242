import GateDomain
import Testing

@testable import GateRecognition

@Suite("Weight table parser") struct WeightTableParserTests {
    /// Lines under each other: labels on the left, figures on the right, both readers of one mind.
    static func lines(_ rows: [(label: String, figures: [String])], readers: [Bool] = [false, true]) -> [PrintedLine] {
        var lines: [PrintedLine] = []
        func line(_ text: String, left: Double, right: Double, y: Double) -> PrintedLine {
            var line = PrintedLine(readings: [], left: left, right: right, y: y, height: 20)
            for isSecond in readers { line.add([PrintedLine.Reading(text: text, isSecond: isSecond)]) }
            return line
        }
        var y = 0.0
        for row in rows {
            if !row.label.isEmpty { lines.append(line(row.label, left: 0, right: 120, y: y + 10)) }
            for figure in row.figures {
                lines.append(line(figure, left: 160, right: 300, y: y))
                y += 24
            }
            y += 10
        }
        return lines
    }

    static func read(_ rows: [(label: String, figures: [String])]) -> [Int?] {
        let table = WeightTableParser.table(lines(rows))
        return [table?.maxGrossKilograms, table?.tareKilograms]
    }

    @Test(
        "A weight is read whatever stands in it",
        arguments: [
            ("30,480 KGS", 30_480, PrintedText.Unit.kilograms), ("30.480 KGS.", 30_480, .kilograms),
            ("30 480 KGS", 30_480, .kilograms), ("30480KG", 30_480, .kilograms), ("67,200 LBS", 67_200, .pounds),
            ("67200 LB", 67_200, .pounds), ("3O,48O KGS", 30_480, .kilograms), ("2.l80 kgs", 2_180, .kilograms),
            ("2.2S0 KGS", 2_250, .kilograms), ("30480K6S", 30_480, .kilograms), ("4810 L8S", 4_810, .pounds),
            ("2220 RGS", 2_220, .kilograms), ("4890 1BS", 4_890, .pounds), ("3800 KG5", 3_800, .kilograms),
        ])
    func figures(text: String, value: Int, unit: PrintedText.Unit) {
        let best = PrintedText(text).figures.min { $0.doubt < $1.doubt }
        #expect(best?.value == value)
        #expect(best?.unit == unit)
    }

    @Test(
        "Volumes, container numbers and words are no weights",
        arguments: [
            "33.2 CU.M.", "1.173 CU.FT.", "2,700 CUFT", "265693", "22G1", "45G1", "MAX. GROSS", "", "KGS", "é€30",
        ])
    func none(text: String) {
        #expect(PrintedText(text).figures.isEmpty)
    }

    @Test(
        "Labels as painted and as misread",
        arguments: [
            ("MAX. GROSS", PrintedText.Label.maxGross), ("MAXGR0SS", .maxGross), ("M.G.W.", .maxGross),
            ("MAX.GR.", .maxGross),
            ("MAX. WT.", .maxGross), ("WAXGROSS", .maxGross), ("TARE", .tare), ("TARE WT.", .tare), ("TABE", .tare),
            ("NET", .net), ("PAYLOAD", .net), ("PAVOAD", .net), ("MAX. CARGO", .net), ("CU. CAP.", .capacity),
            ("CUB.CAP.", .capacity),
        ])
    func labels(text: String, label: PrintedText.Label) {
        #expect(PrintedText(text).label == label)
    }

    @Test("The usual table")
    func usual() {
        let rows = [
            ("MAX. GROSS", ["30.480 KGS", "67.200 LBS"]), ("TARE", ["2.220 KGS", "4.890 LBS"]),
            ("NET", ["28.260 KGS", "62.310 LBS"]), ("CU. CAP.", ["33.2 CU.M.", "1.170 CU.FT."]),
        ]
        #expect(Self.read(rows) == [30_480, 2_220])
        let table = WeightTableParser.table(Self.lines(rows))
        #expect(table?.isMaxGrossSure == true && table?.isTareSure == true)
    }

    @Test("Figures prove each other without a label")
    func unlabelled() {
        #expect(
            Self.read([
                ("", ["32,500 K6S", "71,650 L8S"]), ("", ["3,7O0 KGS", "8,160 LBS"]), ("", ["28,800 KGS", "63,490"]),
            ]) == [32_500, 3_700])
    }

    @Test("The net weight alone is no maximum")
    func netAlone() {
        #expect(Self.read([("NET", ["28.260 KGS", "62.310 LBS"])]) == [nil, nil])
        #expect(
            Self.read([("TARE", ["2.220 KGS", "4.890 LBS"]), ("NET", ["28.260 KGS", "62.310 LBS"])]) == [nil, 2_220])
        #expect(Self.read([("", ["28.260 KGS", "62.310 LBS"])]) == [nil, nil])
    }

    @Test("Kilograms alone stand beside their label, and both readers read them")
    func alone() {
        #expect(Self.read([("MAX. GROSS", ["30.480 KGS"]), ("TARE", ["2.220 KGS"])]) == [30_480, 2_220])
        #expect(Self.read([("", ["30.480 KGS"]), ("", ["2.220 KGS"])]) == [nil, nil])
        let lines = Self.lines([("MAX. GROSS", ["30.480 KGS"])], readers: [false])
        #expect(WeightTableParser.table(lines) == nil)
    }

    @Test("Pounds that say another weight refuse the kilograms")
    func contradiction() {
        #expect(Self.read([("MAX. GROSS", ["30.480 KGS", "71.650 LBS"])]) == [nil, nil])
    }

    @Test("The second best reading counts where its pounds agree")
    func secondBest() {
        var lines = Self.lines([("TARE", ["", "4.810 LBS"])], readers: [false])
        lines[1].readings = [
            PrintedLine.Reading(text: "2190KGS"), PrintedLine.Reading(text: "2180KGS", behind: 1.2),
        ]
        #expect(WeightTableParser.table(lines)?.tareKilograms == 2_180)
    }

    @Test("Units that stand apart belong to the figure left of them")
    func apart() {
        let lines = Self.lines([("MGW", ["30 480", "67 200"])]).flatMap { line -> [PrintedLine] in
            guard line.left > 100 else { return [line] }
            var unit = line
            (unit.left, unit.right) = (330, 390)
            let text = line.readings.first?.text == "30 480" ? "KGS" : "LBS"
            unit.readings = [PrintedLine.Reading(text: text)]
            return [line, unit]
        }
        #expect(WeightTableParser.table(lines)?.maxGrossKilograms == 30_480)
    }

    @Test("Nothing traps, whatever a reader gives", arguments: 0..<40)
    func arbitrary(seed: Int) {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        func roll(_ sides: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(sides))
        }
        let alphabet = Array("0123456789KGSLBCUMFTOIl.,' -\u{0}\n€éß漢🚛AREMXNWPYD")
        func text(_ most: Int) -> String { String((0..<roll(most)).map { _ in alphabet[roll(alphabet.count)] }) }
        let places = [0, 1, -1, 1e9, -1e9, .infinity, -.infinity, .nan]
        func place() -> Double { roll(3) == 0 ? places[roll(places.count)] : Double(roll(500)) }
        for _ in 0..<5 {
            let lines = (0..<roll(24)).map { _ in
                PrintedLine(
                    readings: (0..<roll(4)).map { PrintedLine.Reading(text: text(80), behind: place(), look: $0) },
                    left: place(), right: place(), y: place(), height: place())
            }
            if let table = WeightTableParser.table(lines) {
                #expect((table.tareKilograms ?? 0) < (table.maxGrossKilograms ?? 50_000))
            }
        }
    }
}
