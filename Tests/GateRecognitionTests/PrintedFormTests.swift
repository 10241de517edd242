import GateDomain
import Testing

@testable import GateRecognition

@Suite("Texts of a fixed number of characters") struct PrintedFormTests {
    /// Blank, then these, then "nobody can see it".
    static let characters = Array("0O<")
    static let classes = characters.count + 2

    /// Three steps a character: blank, the character, blank. `doubts`: another character at a place, so many nats below.
    static func emissions(_ text: String, doubts: [Int: (Int, Float)] = [:]) -> Emissions {
        var log: [Float] = []
        for (place, character) in text.enumerated() {
            let symbol = character == "?" ? classes - 1 : (characters.firstIndex(of: character) ?? 0) + 1
            for part in 0..<3 {
                var row = [Float](repeating: -20, count: classes)
                row[part == 1 ? symbol : 0] = -0.01
                if part == 1, let (other, below) = doubts[place] { row[other] = -below }
                log += row
            }
        }
        return Emissions(steps: text.count * 3, classes: classes, log: log)
    }

    static func text(_ emissions: Emissions, _ penalty: [[Float]]) -> String? {
        emissions.fitted(penalty).map { fit in
            String(fit.places.map { $0.symbol == classes - 1 ? "?" : characters[$0.symbol - 1] })
        }
    }

    static func free(_ count: Int) -> [[Float]] { Array(repeating: [0, 0, 0, 0], count: count) }

    @Test("Repeated characters are counted as the form has them", arguments: ["<<<<<<", "00O0<<", "O", "0?<<?0"])
    func counted(text: String) throws {
        let fit = try #require(Self.emissions(text).fitted(Self.free(text.count)))
        #expect(Self.text(Self.emissions(text), Self.free(text.count)) == text)
        #expect(fit.places.map(\.step) == (0..<text.count).map { $0 * 3 + 1 })
        #expect(fit.logLikelihood > -0.04 * Float(text.count * 3))
    }

    @Test("A form with more characters than are seen fits worse by far, one of more than the steps not at all")
    func tooLong() throws {
        let seen = Self.emissions("0O0")
        let right = try #require(seen.fitted(Self.free(3))).logLikelihood
        #expect(try #require(seen.fitted(Self.free(4))).logLikelihood < right - 15)
        #expect(try #require(seen.fitted(Self.free(2))).logLikelihood < right - 15)
        #expect(seen.fitted(Self.free(10)) == nil && seen.fitted([]) == nil)
    }

    @Test("A look-alike gives way to what usually stands there only where it is not seen clearly")
    func misplaced() {
        let digits: [[Float]] = [[0, 4, 0, 0], [0, 4, 0, 0]]
        #expect(Self.text(Self.emissions("0O", doubts: [1: (1, 2)]), digits) == "00")
        #expect(Self.text(Self.emissions("0O", doubts: [1: (1, 9)]), digits) == "0O")
    }

    @Test(
        "Lines under each other are one block, whatever else stands on the page; a piece that was lost in glare is joined"
    )
    func blocks() {
        func line(_ x: Double, _ y: Double, _ length: Double) -> TextBox {
            TextBox(centre: Vector(x + length / 2, y), along: Vector(1, 0), length: length, height: 12)
        }
        let zone = [line(100, 400, 440), line(100, 425, 440)]
        let words = [line(120, 100, 60), line(300, 130, 90), line(90, 340, 200)]
        let whole = PrintedBlock.all(of: zone + words)
        #expect(whole.count == 1 && whole.first?.axes.count == 2)
        #expect(whole.first?.extended.map { $0.axes.map(\.middle.y) } == [[375, 400, 425], [400, 425, 450]])
        #expect(whole.first?.isRagged == false)
        let parted = PrintedBlock.all(of: [line(100, 400, 180), line(330, 400, 210), zone[1]])
        #expect(parted.count == 1 && parted.first?.axes.map(\.length) == [440, 440])
        #expect(whole.first?.turned.axes.map(\.middle.y) == [425, 400])
        #expect(PrintedBlock.all(of: words).isEmpty && PrintedBlock.all(of: []).isEmpty)
    }
}
