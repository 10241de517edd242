import Foundation
import GateDomain
import Testing

@Suite struct BoundsTests {
    @Test(arguments: [1e308, -1e308, 1e19, -1, .nan, .infinity, -.infinity, 1_000_000.1])
    func weightsThatCannotBe(_ kg: Double) {
        #expect(Quantity.kilograms.refusal(of: kg)?.contains("from 0 to 1000000 kg expected") == true)
    }

    @Test func wholeNumbersAndEnds() {
        #expect(Quantity.kilograms.refusal(of: 0.0) == nil && Quantity.kilograms.refusal(of: 1e6) == nil)
        #expect(Quantity.feet.refusal(of: 20.5) != nil && Quantity.feet.refusal(of: Int.min) != nil)
        #expect(Quantity.version.refusal(of: Int.max) != nil && Quantity.version.refusal(of: 1_772_439_300) == nil)
    }

    @Test func instantsNeverOverflow() {
        for (a, b) in [(Instant.distantPast, Instant.distantFuture), (.distantFuture, .distantPast)] {
            #expect(abs(a.seconds(since: b)) > 1e12)
        }
        #expect(Instant.distantPast.predecessor == .distantPast)
        #expect(Instant(microseconds: 5).predecessor == Instant(microseconds: 4))
        for seconds in [1e308, -1e308, .nan, .infinity] {
            _ = Instant.distantPast.advanced(bySeconds: seconds)
            _ = Instant.distantFuture.advanced(bySeconds: seconds).rfc3339
        }
        #expect(Instant(rfc3339: "9999-12-31T23:59:60-23:59")?.refusal != nil)
        #expect(Instant(rfc3339: "0000-01-01T00:00:00+23:59")?.refusal != nil)
        #expect(Instant(rfc3339: "2199-12-31T23:59:59Z")?.refusal == nil)
    }

    @Test(arguments: [
        ("VN-1", true), ("桂F-1", true), ("", true), ("a\u{1B}[2J", false), ("a\u{0}", false), ("a\nb", false),
        ("\u{202E}x", false), ("a\u{200B}b", false), ("\u{9B}31m", false), ("a\u{2028}b", false),
        (String(repeating: "x", count: 141), false),
    ])
    func identifiers(_ text: String, _ isAllowed: Bool) {
        #expect((TextBound.identifier.refusal(of: text) == nil) == isAllowed)
    }

    @Test func prose() {
        #expect(TextBound.prose.refusal(of: "two\r\nlines\tof it") == nil)
        #expect(TextBound.prose.refusal(of: "Công ty TNHH \u{200F}") == nil)
        #expect(TextBound.prose.refusal(of: "a\u{7}") != nil && TextBound.prose.refusal(of: "a\u{0}") != nil)
    }

    @Test func declarationWithoutWhatCannotBe() throws {
        var declaration = Declaration(reference: "R-1", version: Int.max, trips: Int.max)
        declaration.containers = [
            .init(number: "MSCU0137155", grossKg: 1e308, tareKg: 2200, verifiedGrossKg: .nan, celsius: -1e308),
            .init(number: "BAD\u{1B}", grossKg: 1),
        ]
        declaration.goods = [.init(hsCode: "081090", description: "a\u{0}", packages: .max, netKg: -0.0, value: 1e300)]
        declaration.validUntil = .distantFuture
        declaration.other = ["x": "y\u{1B}", "z": "ok"]
        let (bounded, refusals) = declaration.bounded()
        let kept = try #require(bounded)
        #expect(kept.version == 0 && kept.trips == 1 && kept.validUntil == nil && kept.other == ["z": "ok"])
        #expect(kept.containers == [.init(number: "MSCU0137155", tareKg: 2200)])
        #expect(kept.goods.first?.netKg?.sign == .plus && kept.goods.first?.packages == nil)
        let fields = Set(refusals.map(\.field))
        #expect(
            fields.isSuperset(of: [
                "version", "trips", "validUntil", "containers[0].grossKg", "containers[0].celsius",
                "containers[1].number", "goods[0].description", "goods[0].packages", "goods[0].value", "other.x",
            ]))
        #expect(kept.bounded().refusals.isEmpty)
        #expect(Declaration(reference: "R\u{1B}").bounded().declaration == nil)
    }

    @Test func anOldDatabaseHoldsWhatCannotBe() throws {
        let stored = Data(
            """
            {"reference":"R-1","version":1000000000000000000,"status":"accepted","vehicle":{},"containers":[{"number":"B",
            "seals":[],"grossKg":1e308}],"goods":[],"parties":{},"other":{}}
            """.utf8)
        let declaration = try JSONDecoder().decode(Declaration.self, from: stored)
        #expect(declaration.version == 0 && declaration.containers.first?.grossKg == nil)
        let passage = Data(
            """
            {"id":"p","place":{"gate":"g","lane":"l"},"direction":"entry","arrived":0,"decided":0,"sightings":[],
            "darkCameras":[],"unseenRoles":[],"readings":[
            {"id":"1","gate":"g","lane":"l","at":"2026-03-02T01:00:25Z","sensor":"weight","kg":1e300},
            {"id":"2","gate":"g","lane":"l","at":"2026-03-02T01:00:25Z","sensor":"length","feet":-9223372036854775808},
            {"id":"3","gate":"g","lane":"l","at":"2026-03-02T01:00:25Z","sensor":"weight","kg":38000}]}
            """.utf8)
        #expect(try JSONDecoder().decode(Passage.self, from: passage).readings.map(\.id) == ["3"])
        let weighing = Verdict.Weighing(measured: 1e300, expected: 1)
        var verdict = Verdict(
            id: "p", place: LanePlace(gate: "g", lane: "l"), direction: .entry, arrived: Instant(microseconds: 0),
            decided: Instant(microseconds: 0), tractorPlate: nil, trailerPlate: nil, containers: [], declaration: nil,
            discrepancies: [], channel: .green, channelReason: .none, opensCase: false, weighing: weighing)
        #expect(try JSONDecoder().decode(Verdict.self, from: JSONEncoder().encode(verdict)).weighing == nil)
        verdict.weighing?.measured = 38_000
        #expect(try JSONDecoder().decode(Verdict.self, from: JSONEncoder().encode(verdict)) == verdict)
    }
}

@Suite struct SensorReportTests {
    private func report(_ fields: String) throws -> SensorReport {
        let text = "{\"gate\":\"g\",\"lane\":\"l\",\"at\":\"2026-03-02T01:00:25Z\",\(fields)}"
        return try JSONDecoder().decode(SensorReport.self, from: Data(text.utf8))
    }

    @Test(arguments: [
        "\"sensor\":\"weight\",\"kg\":1e19", "\"sensor\":\"weight\",\"kg\":-1", "\"sensor\":\"weight\",\"kg\":\"NaN\"",
        "\"sensor\":\"length\",\"feet\":-9223372036854775808", "\"sensor\":\"length\",\"feet\":20.5",
        "\"sensor\":\"length\",\"feet\":0", "\"sensor\":\"driver\",\"number\":\"a\\u001b[2J\"",
        "\"sensor\":\"tag\",\"number\":\"\\u202ex\"", "\"sensor\":\"sonar\"",
        "\"sensor\":\"placards\",\"placards\":[\(Array(repeating: "{}", count: 101).joined(separator: ","))]",
    ])
    func meansNothingWithoutIt(_ fields: String) {
        #expect(throws: DecodingError.self) { try report(fields) }
    }

    @Test(arguments: [
        ("\"sensor\":\"electronicSeal\",\"alarm\":\"stopped\",\"minutes\":1e19", "minutes"),
        ("\"sensor\":\"electronicSeal\",\"alarm\":\"opened\",\"container\":\"M\\u0000\"", "container"),
        ("\"sensor\":\"reefer\",\"running\":true,\"celsius\":-1e308", "celsius"),
        ("\"sensor\":\"reefer\",\"running\":true,\"celsius\":\"cold\"", "celsius"),
        ("\"sensor\":\"weight\",\"kg\":38000,\"accuracyClass\":-1", "accuracyClass"),
        ("\"sensor\":\"seal\",\"state\":\"broken\",\"number\":7", "number"),
        ("\"sensor\":\"placards\",\"placards\":[{\"unNumber\":\"12\\u001b\"}]", "placards[0].unNumber"),
    ])
    func theRestOfTheEventCounts(_ fields: String, _ field: String) throws {
        let report = try report(fields)
        #expect(report.refusals.map(\.field) == [field])
        #expect(try JSONDecoder().decode(SensorEvent.self, from: JSONEncoder().encode(report.event)) == report.event)
    }
}

@Suite struct PrintableTextTests {
    @Test(arguments: [
        ("12C-123.45 桂F·12345 Đồng Đăng", "12C-123.45 桂F·12345 Đồng Đăng"), ("a\u{1B}[2Jb", "a\\u001b[2Jb"),
        ("R\nFAKE", "R\\u000aFAKE"), ("\u{9B}31m", "\\u009b31m"), ("\u{202E}abc\u{2069}", "\\u202eabc\\u2069"),
        ("a\u{2028}b\u{2029}c", "a\\u2028b\\u2029c"), ("\u{7F}\u{0}", "\\u007f\\u0000"), ("\u{FEFF}x", "\\ufeffx"),
        ("\u{E0041}", "\\udb40\\udc41"), ("", ""),
    ])
    func oneLine(_ text: String, _ shown: String) {
        #expect(text.printable == shown)
    }

    @Test func jsonStaysTheSame() throws {
        let text = "\u{202E}a\u{9B}\u{2028}\u{E0041}\u{1B}\"\\"
        let line = String(decoding: try JSONEncoder().encode([text]), as: UTF8.self).printable
        #expect(try JSONDecoder().decode([String].self, from: Data(line.utf8)) == [text])
        #expect(!line.unicodeScalars.contains { $0.value == 0x202E || $0.value == 0x1B })
    }
}

@Suite struct LookAlikeTests {
    @Test(arguments: [
        ("МSСU0137155", "MSCU0137155"), ("ＭＳＣＵ ０１３７１５ ５", "MSCU0137155"), ("MSЖCU0137155", nil),
        ("msc-u 013715/5", "MSCU0137155"),
    ])
    func noLetterVanishesFromAContainer(_ raw: String, _ text: String?) {
        #expect(ContainerNumber(raw)?.text == text)
    }
}
