import Foundation
import Testing

@testable import GateSelectivity

@Suite("Risk model")
struct RiskModelTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    static let models = folder.appendingPathComponent("../../Models").standardizedFileURL.path

    /// Invented declarations with the features and scores that the training computes for them.
    @Test("Features and scores are those of the training")
    func golden() throws {
        let text = try String(contentsOf: Self.folder.appendingPathComponent("golden.csv"), encoding: .utf8)
        let lines = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        let header = try #require(lines.first).map(String.init)
        let neighbours = try NeighbourSet(path: Self.models + "/customs-neighbours.bin")
        #expect(Array(header[7..<(header.count - 1)]) == neighbours.featureNames)
        let model = try RiskModel(folder: Self.models)
        for line in lines.dropFirst() {
            let cells = line.map(String.init)
            let declaration = CustomsDeclaration(
                id: "1", hs: try #require(UInt32(cells[0])), origin: cells[1], departure: cells[2], taxType: cells[3],
                taxRate: Double(cells[6]), netKg: Double(cells[4]), price: Double(cells[5]))
            let features = neighbours.features(declaration).values
            for (index, wanted) in cells[7..<(cells.count - 1)].enumerated() {
                let value = try #require(Double(wanted))
                let got = Double(features[index])
                #expect(
                    value.isNaN ? got.isNaN : abs(got - value) <= 1e-4 * max(1, abs(value)),
                    "\(header[7 + index]) of \(cells[0]): \(got), not \(value)")
            }
            let score = try #require(try model.scores(of: [declaration]).first?.score)
            #expect(abs(score - (Double(cells.last ?? "") ?? .nan)) < 2e-3)
        }
    }

    @Test("Missing cells are no crash, reasons are words")
    func missing() throws {
        let model = try RiskModel(folder: Self.models)
        let empty = CustomsDeclaration(id: "", hs: 0, origin: "", departure: "", taxType: "")
        let huge = CustomsDeclaration(
            id: "x", hs: .max, origin: "\u{0}", departure: "'", taxType: "A", taxRate: 1e300, netKg: 0, price: 1e300)
        let known = CustomsDeclaration(
            id: "y", hs: 690_721, origin: "CN", departure: "CN", taxType: "A", taxRate: 8, netKg: 10_000, price: 90_000)
        let scores = try model.scores(of: [empty, huge, known])
        #expect(scores.count == 3)
        for score in scores {
            #expect((0...1).contains(score.score))
            #expect(score.reasons.count <= 3 && score.reasons.allSatisfy { !$0.text.isEmpty })
        }
        #expect(try model.scores(of: [known, known]).map(\.score) == [scores[2].score, scores[2].score])
        #expect(try model.scores(of: []).isEmpty)
    }

    @Test("A missing or damaged model says what to do")
    func damaged() throws {
        let folder = NSTemporaryDirectory() + "bordergate-risk-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(throws: SelectivityError.self) { try RiskModel(folder: folder) }
        let whole = try Data(contentsOf: URL(fileURLWithPath: Self.models + "/customs-neighbours.bin"))
        for length in [0, 7, 11, 400, whole.count - 1] {
            try whole.prefix(length).write(to: URL(fileURLWithPath: folder + "/customs-neighbours.bin"))
            #expect(throws: SelectivityError.self) { try RiskModel(folder: folder) }
        }
        try whole.write(to: URL(fileURLWithPath: folder + "/customs-neighbours.bin"))
        #expect(throws: SelectivityError.self) { try RiskModel(folder: folder) }
    }
}

@Suite("Customs table")
struct CustomsTableTests {
    static let header =
        "Declaration ID,Date,HS6 Code,Country of Departure,Country of Origin,Tax Rate,Tax Type,Net Mass,Item Price,Fraud"

    private func read(_ text: String) -> CustomsTable { CustomsTable(Array(text.utf8), name: "t.csv") }

    @Test func rows() throws {
        let table = read(
            "\u{FEFF}\(Self.header)\r\n1,2020-01-01,081090,CN,VN,8.0,A,100.5,\"2,000\",1\r\n"
                + "2,\"a\"\"b\nc\",690721.0,CN,CN,,FCN1,7,90,0\r\n\r\n3,,x,CN,CN,1,A,-5,3\n")
        #expect(table.declarations.map(\.id) == ["1", "2", "3"])
        #expect(table.declarations[0].price == nil)
        #expect(table.declarations[0].hs == 81090)
        #expect(table.declarations[0].isFraud == true)
        #expect(table.declarations[1].hs == 690721)
        #expect(table.declarations[1].taxRate == nil)
        #expect(table.declarations[2].isFraud == nil)
        #expect(
            Set(table.problems) == [
                "t.csv: line 2: column \"Item Price\": \"2,000\" is no number from 0 on",
                "t.csv: line 6: column \"Net Mass\": \"-5\" is no number from 0 on",
                "t.csv: line 6: 9 cells under 10 columns", "t.csv: line 6: column \"HS6 Code\": \"x\" is no HS code",
            ])
    }

    @Test(arguments: ["", "a,b\n1,2\n", "\"", "\u{0}", ",,,,\n,,,"])
    func noTable(_ text: String) {
        let table = read(text)
        #expect(table.declarations.isEmpty)
        #expect(!table.problems.isEmpty)
    }

    @Test("Any bytes: no trap, bounded")
    func anything() {
        var state: UInt64 = 1
        func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
        let seed = Array("\(Self.header)\n1,2020-01-01,081090,CN,VN,8.0,A,100.5,20,1\n".utf8)
        for _ in 0..<2000 {
            var bytes = seed
            for _ in 0..<(1 + next() % 6) {
                let place = Int(next() % UInt64(bytes.count))
                switch next() % 3 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: next())
                case 1: bytes.insert([10, 13, 34, 44, 0, 255][Int(next() % 6)], at: place)
                default: bytes.removeSubrange(place..<min(bytes.count, place + Int(next() % 9)))
                }
                if bytes.isEmpty { bytes = [34] }
            }
            let table = CustomsTable(bytes, name: "t")
            #expect(table.declarations.count <= bytes.count)
        }
    }
}
