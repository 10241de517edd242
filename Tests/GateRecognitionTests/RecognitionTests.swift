import Foundation
import GateDomain
import GatePipeline
import Testing

@testable import GateRecognition

final class Pixels: Sendable {
    nonisolated(unsafe) let base: UnsafeMutablePointer<UInt8>

    init(_ count: Int) {
        base = .allocate(capacity: count)
        base.initialize(repeating: 128, count: count)
    }

    deinit { base.deallocate() }
}

/// A picture made of a function of its pixels.
func picture(_ width: Int, _ height: Int, at second: Double = 0, _ luma: (Int, Int) -> UInt8) -> VideoFrame {
    let (cw, ch) = ((width + 1) / 2, (height + 1) / 2)
    let pixels = Pixels(width * height + cw * ch)
    for y in 0..<height { for x in 0..<width { pixels.base[y * width + x] = luma(x, y) } }
    let chroma = PicturePlane(base: pixels.base + width * height, width: cw, height: ch, stride: cw)
    let time = CaptureTime(
        instant: Instant(microseconds: Int64(saturating: second * 1e6)), quality: .recorded, epoch: 0)
    return VideoFrame(
        time: time, luma: PicturePlane(base: pixels.base, width: width, height: height, stride: width), blue: chroma,
        red: chroma, isFullRange: true, owner: pixels)
}

@Suite("Motion gate") struct MotionGateTests {
    /// An empty lane with some texture.
    static func lane(_ x: Int, _ y: Int) -> Int { 90 + (x / 20 * 7 + y / 15 * 11) % 40 }

    /// Left edge of a vehicle that drives in and stops.
    static func vehicle(_ index: Int, _ x: Int, _ y: Int) -> Int {
        let left = index < 5 ? 320 : max(60, 320 - (index - 5) * 40)
        guard x >= left, x < left + 200, y > 30 else { return lane(x, y) }
        let across = (x - left) / 9 * 37 % 120
        return 60 + across + y / 8 * 23 % 60
    }

    static func scenes(_ count: Int, _ luma: (Int, Int, Int) -> Int) -> [MotionGate.Scene] {
        var gate = MotionGate()
        return (0..<count).map { index in
            let frame = picture(320, 180, at: Double(index) * 0.2) { x, y in UInt8(clamping: luma(index, x, y)) }
            return gate.look(GreyView(frame), at: frame.time.instant)
        }
    }

    @Test("An empty lane, also in changing light, is nothing")
    func empty() {
        let still = Self.scenes(30) { _, x, y in Self.lane(x, y) }
        #expect(still.allSatisfy { !$0.hasForeground && !$0.isDark })
        let brighter = Self.scenes(30) { index, x, y in Self.lane(x, y) * (100 + index) / 100 }
        #expect(brighter.allSatisfy { !$0.hasForeground })
    }

    @Test("What drives in is there, moving and then standing")
    func vehicle() {
        let scenes = Self.scenes(30, Self.vehicle)
        #expect(!scenes[4].hasForeground && scenes[8].hasForeground && scenes[8].isMoving)
        #expect(scenes[29].hasForeground && !scenes[29].isMoving, "what stands stays")
    }

    @Test("A covered lens is dark, not empty")
    func dark() {
        #expect(Self.scenes(3) { _, _, _ in 3 }.allSatisfy { $0.isDark && !$0.hasForeground })
    }
}

@Suite("Container number beam") struct NumberBeamTests {
    static let alphabet: [Character?] = [nil] + Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789").map { $0 }

    /// What a reader gives that sees `text`; `doubts`: another character at a position, with its logit beside the 5 of the text's.
    static func choose(_ text: String, doubts: [Int: (Character, Float)] = [:]) throws -> NumberBeam.Choice {
        var logits: [Float] = []
        for (position, character) in text.enumerated() {
            var row = [Float](repeating: -10, count: alphabet.count)
            row[try #require(alphabet.firstIndex(of: character))] = 5
            if let (other, logit) = doubts[position] { row[try #require(alphabet.firstIndex(of: other))] = logit }
            var blank = [Float](repeating: -10, count: alphabet.count)
            blank[0] = 5
            logits += row + blank
        }
        let emissions = logits.withUnsafeBufferPointer {
            Emissions(logits: $0, shape: [1, text.count * 2, alphabet.count])
        }
        let choice = NumberBeam.choose(
            emissions, alphabet: alphabet, greedyLikelihood: emissions.greedy().logLikelihood)
        return try #require(choice)
    }

    @Test("A right number is read as it is")
    func right() throws {
        let choice = try Self.choose("MSCU0137155")
        #expect(choice.text == "MSCU0137155" && choice.isValid)
    }

    @Test("A doubtful character is settled by the check digit")
    func doubtful() throws {
        let choice = try Self.choose("MSCU0137755", doubts: [8: ("1", 4)])
        #expect(choice.text == "MSCU0137155" && choice.isValid)
    }

    @Test("A plainly read wrong check digit stands: it is a finding, not a misreading")
    func wrongCheckDigit() throws {
        let choice = try Self.choose("MSCU0137156", doubts: [10: ("5", -6)])
        #expect(choice.text == "MSCU0137156" && !choice.isValid)
    }

    @Test("A letter where a digit belongs is read as the next likely digit")
    func grammar() throws {
        #expect(try Self.choose("MSCUO137155", doubts: [4: ("0", 3)]).text == "MSCU0137155")
    }
}

/// What a reader gives that sees `text` surely, but for `doubts`: another character at a position, with its logit beside the 5 of the text's.
func emissions(_ text: String, _ alphabet: [Character?], doubts: [Int: (Character, Float)] = [:]) -> Emissions {
    var logits: [Float] = []
    for (position, character) in text.enumerated() {
        var row = [Float](repeating: -10, count: alphabet.count)
        for (one, logit) in [(character, Float(5))] + [doubts[position]].compactMap({ $0 }) {
            if let index = alphabet.firstIndex(of: one) { row[index] = logit }
        }
        var blank = [Float](repeating: -10, count: alphabet.count)
        blank[0] = 5
        logits += row + blank
    }
    return logits.withUnsafeBufferPointer { Emissions(logits: $0, shape: [1, text.count * 2, alphabet.count]) }
}

@Suite("Votes over crops") struct VoteTests {
    static let alphabet = NumberBeamTests.alphabet

    static func crop(_ text: String, doubts: [Int: (Character, Float)] = [:], at x: Double = 0) throws -> NumberCrop {
        let seen = emissions(text, alphabet, doubts: doubts)
        let choice = NumberBeam.choose(seen, alphabet: alphabet, greedyLikelihood: seen.greedy().logLikelihood)
        let box = TextBox(centre: Vector(x + 50, 20), along: Vector(1, 0), length: 100, height: 10)
        return NumberCrop(
            choice: try #require(choice), raw: ReadText([]), free: text, quad: box.quad(),
            candidate: CodeCandidates.Candidate(layout: .oneRow, box: box, line: 10, members: [0], strangeness: 0),
            emissions: seen)
    }

    @Test("A text's likelihood sums over its paths: never less than the best one's, never more than all")
    func likelihood() {
        let seen = emissions("AB1", Self.alphabet, doubts: [1: ("8", 4)])
        func symbols(_ text: String) -> [Int] { text.compactMap { Self.alphabet.firstIndex(of: $0) } }
        let all = ["AB1", "A81"].map { seen.logLikelihood(of: symbols($0)) }
        #expect(all[0] >= Double(seen.greedy().logLikelihood))
        #expect(all[0] > all[1] && exp(all[0]) + exp(all[1]) <= 1.000_1)
        #expect(seen.logLikelihood(of: []) == -.infinity)
    }

    @Test("Two crops outvote a third, and the lead says by how much")
    func outvoted() throws {
        // Both are valid numbers: the check digit cannot tell.
        let crops = try [
            Self.crop("KMBU2035113", doubts: [1: ("W", 3)]), Self.crop("KMBU2035113", doubts: [1: ("W", 4)]),
            Self.crop("KWBU2035113", doubts: [1: ("M", 4.5)]),
        ]
        let votes = NumberVote.all(of: crops, alphabet: Self.alphabet)
        #expect(votes.map(\.text) == ["KMBU2035113", "KWBU2035113"])
        #expect(votes[0].agreeing == 2 && votes[0].margin > 0 && votes[1].margin < 0)
    }

    @Test("Numbers at two places do not vote on each other")
    func places() throws {
        let crops = try [Self.crop("MSCU0137155"), Self.crop("KMBU2035113", at: 400)]
        let votes = NumberVote.all(of: crops, alphabet: Self.alphabet)
        #expect(Set(votes.map(\.text)) == ["MSCU0137155", "KMBU2035113"] && votes.allSatisfy { $0.margin > 0 })
    }

    @Test("A leaning quad keeps its middle and its height")
    func leaning() {
        let quad = Quad(box: Box(x: 10, y: 20, width: 100, height: 40))
        let leaning = quad.leaning(0.2)
        #expect(leaning.topLeft.x == 14 && leaning.bottomLeft.x == 6 && leaning.topLeft.y == 20)
        #expect(leaning.textWidth == quad.textWidth && quad.leaning(0) == quad)
    }
}

@Suite("Networks") struct NetworkTests {
    static let models = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Models").path

    @Test("A folder without networks is named")
    func missingModels() {
        #expect {
            _ = try NeuralRecogniserFactory(models: "/nowhere/models").read(picture(64, 64) { _, _ in 0 })
        } throws: {
            String(describing: $0).contains("/nowhere/models")
        }
    }

    @Test("Pictures of any size give the same reads twice", arguments: [(2, 2), (33, 7), (641, 385)])
    func anySize(width: Int, height: Int) throws {
        let factory = try NeuralRecogniserFactory(models: Self.models)
        let frame = picture(width, height) { x, y in UInt8((x * 97 + y * 57 + x * y * 13) % 251) }
        let reads = try factory.read(frame)
        #expect(try factory.read(frame) == reads)
        #expect(reads.containers.isEmpty, "noise holds no container number")
    }

    @Test("Evidence of odd size is the same bytes every time")
    func evidence() throws {
        let frame = picture(101, 57) { x, y in UInt8((x * 3 + y * 5) % 256) }
        let boxes = [
            Box(x: 3, y: 3, width: 35, height: 21), Box(x: -9, y: -9, width: 500, height: 500),
            Box(x: 99.5, y: 55.5, width: 9, height: 9),
        ]
        for box in boxes {
            let pictures = try (0..<4).map { _ in try JPEG.encode(frame, around: box, step: 1, kind: .crop) }
            #expect(pictures.allSatisfy { $0.jpeg == pictures[0].jpeg && $0.jpeg.starts(with: [0xFF, 0xD8]) })
        }
        let line = picture(1, 9) { _, _ in 0 }
        #expect(throws: RecognitionError.self) {
            try JPEG.encode(line, around: Box(x: 0, y: 0, width: 1, height: 1), step: 1, kind: .crop)
        }
    }
}

@Suite("Second reader") struct SecondReaderTests {
    /// Digits, five columns by seven rows, bits from the left.
    static let glyphs: [Character: [UInt8]] = [
        "1": [4, 12, 4, 4, 4, 4, 14], "2": [14, 17, 1, 2, 4, 8, 31], "4": [2, 6, 10, 18, 31, 2, 2],
        "7": [31, 1, 2, 4, 4, 4, 4],
    ]

    static func isInk(_ text: [Character], _ x: Int, _ y: Int, scale: Int) -> Bool {
        let (column, row) = (x / scale, y / scale)
        guard x >= 0, y >= 0, row < 7, column / 7 < text.count, column % 7 < 5, let glyph = glyphs[text[column / 7]]
        else { return false }
        return glyph[row] >> UInt8(4 - column % 7) & 1 == 1
    }

    @Test(
        "Reads dark and light text, the same every time", arguments: [(UInt8(30), UInt8(200)), (UInt8(220), UInt8(60))])
    func reads(ink: UInt8, ground: UInt8) throws {
        let text = Array("1247241")
        let frame = picture(360, 80) { x, y in Self.isInk(text, x - 12, y - 12, scale: 7) ? ink : ground }
        let quad = Quad(box: Box(x: 4, y: 4, width: 350, height: 66))
        let reader = try SecondReader()
        #expect(reader.read(GreyView(frame), quad, lines: 1) == "1247241")
        #expect(reader.read(GreyView(frame), quad, lines: 1) == "1247241")
    }

    @Test("A degenerate crop is nothing")
    func degenerate() throws {
        let frame = picture(16, 16) { _, _ in 90 }
        let quad = Quad(box: Box(x: 3, y: 3, width: 0, height: 8))
        #expect(try SecondReader().read(GreyView(frame), quad, lines: 1) == nil)
    }
}

@Suite("Lean") struct LeanTests {
    /// Two strokes' worth of text in a quad 280×56 of a picture: its characters lean, its line falls, in shares of the quad's height.
    static func corrected(lean: Double, fall: Double) -> Quad? {
        let text = Array("1247241")
        let quad = Quad(box: Box(x: 60, y: 60, width: 350, height: 56))
        let frame = picture(480, 180) { x, y in
            // Back to where the pixel would be, were the text upright and level.
            let level = Double(y) - (Double(x - 60) / 350 - 0.5) * fall * 56
            let upright = Double(x) - (0.5 - (level - 60) / 56) * lean * 56
            return SecondReaderTests.isInk(text, Int(saturating: upright) - 66, Int(saturating: level) - 64, scale: 7)
                ? 30 : 200
        }
        return Lean.corrected(GreyView(frame), quad, lines: 1)
    }

    @Test("Upright, level text stays as it is") func straight() { #expect(Self.corrected(lean: 0, fall: 0) == nil) }

    @Test("Leaning strokes stand upright in the corrected quad", arguments: [-0.6, -0.3, 0.4, 0.7])
    func leaning(_ lean: Double) throws {
        let quad = try #require(Self.corrected(lean: lean, fall: 0))
        #expect(abs((quad.topLeft.x - quad.bottomLeft.x) / 56 - lean) < 0.15)
        #expect(abs(quad.topRight.y - quad.topLeft.y) / 56 < 0.15)
    }

    @Test("A sloping line is level in the corrected quad", arguments: [-0.5, 0.3, 0.6])
    func falling(_ fall: Double) throws {
        let quad = try #require(Self.corrected(lean: 0, fall: fall))
        #expect(abs((quad.topRight.y - quad.topLeft.y) / 56 - fall) < 0.15)
    }

    @Test("Nothing to see, or no quad at all, is left alone")
    func nothing() {
        let grey = picture(100, 40) { _, _ in 90 }
        for box in [Box(x: 10, y: 10, width: 60, height: 20), Box(x: 10, y: 10, width: 0, height: 0)] {
            #expect(Lean.corrected(GreyView(grey), Quad(box: box), lines: 2) == nil)
        }
    }
}
