import GateDomain
import Testing

@testable import GateRecognition

@Suite("Plate decoder") struct PlateDecoderTests {
    static let alphabet = NumberBeamTests.alphabet
    static let decoder = PlateDecoder(alphabet: alphabet)
    static let quad = Quad(box: Box(x: 0, y: 0, width: 100, height: 20))

    static func look(_ text: String, doubts: [Int: (Character, Float)] = [:]) throws -> PlateDecoder.Look {
        try #require(decoder.look(emissions(text, alphabet, doubts: doubts), lines: 1, quad: quad))
    }

    @Test(
        "A look-alike is taken where a format asks for it or letters and digits mix less, but not to make army plates of foreign ones",
        arguments: [
            ("5DZ1630", "50Z1630"), ("5DZ163D", "5DZ163D"), ("54T16U84", "54T16084"), ("51G42971", "51G42971"),
            ("RK896A0", "RK896AO"), ("4B39376", "4B39376"),
        ])
    func lookalikes(seen: String, plate: String) throws {
        #expect(try #require(Self.decoder.choose([Self.look(seen)])).plate.text == plate)
    }

    @Test("Crops judge each other's texts: two doubtful ones outvote one")
    func outvoted() throws {
        let looks = try [
            Self.look("59Y173281", doubts: [2: ("T", 4)]), Self.look("59Y173281", doubts: [2: ("T", 4)]),
            Self.look("59T173281", doubts: [2: ("Y", 4.5)]),
        ]
        let choice = try #require(Self.decoder.choose(looks))
        #expect(choice.plate.text == "59Y173281" && choice.agreeing == 2)
        #expect(choice.margin > 0 && choice.margin < PlateDecoder.ample)
        let alone = try #require(Self.decoder.choose([looks[2]]))
        #expect(alone.plate.text == "59T173281" && alone.agreeing == 1)
    }

    @Test("A plate read without doubt leads amply, and each of its characters has a place")
    func sure() throws {
        let look = try Self.look("51G42971")
        let choice = try #require(Self.decoder.choose([look]))
        let (raw, logs) = Self.decoder.characters(of: choice, in: look)
        #expect(raw.text == "51G42971" && logs.count == 8 && logs.allSatisfy { $0 > -0.01 })
        #expect(choice.margin > 3)
    }

    @Test("A hidden character may be any: the text is a guess, and the reader that sees it is not overruled")
    func hidden() throws {
        // A class beyond the alphabet: all but certain at the third character.
        let seen = emissions("51G42971", Self.alphabet)
        var log: [Float] = []
        for step in 0..<seen.steps {
            log += seen.row(step).map { step == 4 ? $0 - 5 : $0 } + [step == 4 ? -0.01 : -30]
        }
        let wide = Emissions(steps: seen.steps, classes: seen.classes + 1, log: log)
        let look = try #require(Self.decoder.look(wide, lines: 1, quad: Self.quad))
        #expect(try #require(look.hidden) > 0.98)
        #expect(look.emissions.classes == Self.alphabet.count)
        let alone = try #require(Self.decoder.choose([look]))
        #expect(alone.hidden > 0.98 && alone.joint < -2)
        #expect(alone.plate.text.count == 8)
        #expect(alone.plate.text.hasPrefix("51") && alone.plate.text.hasSuffix("42971"))
        let other = try Self.look("51G42971")
        let both = try #require(Self.decoder.choose([look, other]))
        #expect(both.plate.text == "51G42971")
        #expect(both.hidden > 0.98, "a reader that knows of no hiding has no say in it")
    }

    @Test("Nothing is read where nothing is written")
    func nothing() {
        let blank = Emissions(steps: 8, classes: 37, log: (0..<8 * 37).map { $0 % 37 == 0 ? 0 : -30 })
        #expect(Self.decoder.look(blank, lines: 1, quad: Self.quad) == nil)
        #expect(Self.decoder.choose([]) == nil)
    }
}

@Suite("Prefix beam") struct PrefixBeamTests {
    /// Emissions over a blank and three symbols, different for each seed.
    static func noise(_ seed: UInt64, steps: Int) -> Emissions {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        let logits = (0..<steps * 4).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Float(state % 1000) / 200
        }
        return logits.withUnsafeBufferPointer { Emissions(logits: $0, shape: [1, steps, 4]) }
    }

    static func texts(upTo length: Int) -> [[Int]] {
        length == 0 ? [[]] : texts(upTo: length - 1).flatMap { text in [text] + (1...3).map { text + [$0] } }
    }

    @Test("A wide beam finds the likeliest of all texts, with its whole likelihood", arguments: 1...40)
    func exhaustive(seed: UInt64) throws {
        let seen = Self.noise(seed, steps: 5)
        let all = Set(Self.texts(upTo: 5)).filter { !$0.isEmpty }.map { ($0, seen.logLikelihood(of: $0)) }
        let best = try #require(all.max { $0.1 < $1.1 })
        let found = PrefixBeam.search(
            seen, width: 400, hopeless: 100, allowed: Array(repeating: [1, 2, 3], count: 5)
        ).filter { !$0.symbols.isEmpty }
        #expect(found[0].symbols == best.0 && abs(found[0].logLikelihood - best.1) < 1e-4)
        #expect(Set(found.map(\.symbols)).count == found.count, "no text twice")
    }

    @Test("An aligned text has a place for each character, in order", arguments: 1...40)
    func aligned(seed: UInt64) {
        let seen = Self.noise(seed, steps: 9)
        for text in [[1], [1, 1, 2], [3, 2, 1, 3], [2, 2, 2, 2, 2]] {
            let peaks = seen.aligned(text)
            #expect(peaks.map(\.symbol) == text)
            #expect(zip(peaks, peaks.dropFirst()).allSatisfy { $0.step < $1.step })
        }
        #expect(seen.aligned([1, 1, 1, 1, 1, 1]).isEmpty, "six times the same needs eleven steps")
    }
}

@Suite("Text strips") struct TextStripTests {
    /// Cells of a line three cells high that falls by one cell in four.
    static func cells(_ columns: Range<Int>) -> [(x: Int, y: Int)] {
        columns.flatMap { x in (0..<3).map { (x, 40 + x / 4 + $0) } }
    }

    static func strip(_ columns: Range<Int>, isVertical: Bool = false) -> TextStrip {
        let cells = cells(columns).map { isVertical ? (x: $0.y, y: $0.x) : $0 }
        return TextStrip(cells, isVertical: isVertical, cell: 4, shrink: 0.2)
    }

    @Test("A falling line's strip falls with it, its ends upright, its height what the mask lost put back")
    func slanting() {
        let strip = Self.strip(0..<40)
        let quad = strip.quad(margin: 0)
        #expect(abs(strip.thickness - 20) < 1e-9)
        #expect(quad.topLeft.x == quad.bottomLeft.x && quad.topRight.x == quad.bottomRight.x)
        let slope = (quad.topRight.y - quad.topLeft.y) / (quad.topRight.x - quad.topLeft.x)
        #expect(abs(slope - 0.25) < 0.01)
        #expect(abs(quad.bottomLeft.y - quad.topLeft.y - 20) < 1e-9)
    }

    @Test("Two halves joined are the whole, and one moved is moved")
    func joined() {
        let (whole, halves) = (
            Self.strip(0..<40).quad(margin: 2), Self.strip(0..<20).joined(with: Self.strip(20..<40)).quad(margin: 2)
        )
        #expect(zip(whole.corners, halves.corners).allSatisfy { distance($0, $1) < 1e-6 })
        let moved = Self.strip(0..<40).moved(by: Vector(100, 7)).quad(margin: 2)
        #expect(zip(whole.corners, moved.corners).allSatisfy { distance(Point(x: $0.x + 100, y: $0.y + 7), $1) < 1e-6 })
    }

    @Test("A column is read downwards, turned")
    func column() {
        let quad = Self.strip(0..<40, isVertical: true).quad(margin: 0)
        #expect(quad.topLeft.y == quad.bottomLeft.y && quad.topRight.y > quad.topLeft.y)
        #expect(quad.topLeft.x > quad.bottomLeft.x)
    }
}
