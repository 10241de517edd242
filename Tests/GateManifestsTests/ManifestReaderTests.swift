import GateDomain
import GateManifests
import Testing

@Suite struct ManifestReaderTests {
    static func read(_ text: String) -> ManifestReading { ManifestReader().read(Array(text.utf8), name: "f") }

    static let full = """
        [{"reference":"A-1","version":2,"status":"cleared","direction":"entry","gate":"g","validFrom":"2026-03-01T00:00:00Z",
          "validUntil":"2026-03-05T00:00:00Z","vehicle":{"tractorPlate":"12C-123.45","trailerPlate":"12RM01234","driver":"D"},
          "containers":[{"number":"MSCU 013715 5","sizeType":"22G1","seals":[{"number":"S1","issuer":"CU"}],"grossKg":24500,"load":"full"}],
          "goods":[{"hsCode":"081090","description":"jackfruit","packages":800,"netKg":21000}],
          "parties":{"declarant":"d","consignor":"c","consignee":"e","carrier":"r"},"yard":"7"}]
        """

    @Test func readsTheWholeProfile() throws {
        let reading = Self.read(Self.full)
        #expect(reading.problems.isEmpty)
        let declaration = try #require(reading.declarations.first)
        #expect(declaration.reference == "A-1" && declaration.version == 2 && declaration.status == .cleared)
        #expect(declaration.vehicle.tractorPlate?.text == "12C12345")
        #expect(declaration.containers.map(\.number) == ["MSCU0137155"])
        #expect(declaration.containers[0].seals == [Declaration.Seal(number: "S1", issuer: "CU")])
        #expect(declaration.goods[0].packages == 800)
        #expect(declaration.other == ["yard": "7"])
    }

    @Test func writesWhatItReads() throws {
        let first = try #require(Self.read(Self.full).declarations.first)
        let line = ManifestWriter.jsonLine(first)
        let again = try #require(Self.read(line).declarations.first)
        #expect(
            again.containers == first.containers && again.vehicle == first.vehicle
                && again.validUntil == first.validUntil)
        #expect(!line.contains("\n"))
    }

    @Test(arguments: [
        (
            "[{\"version\":1,\"vehicle\":{\"tractorPlate\":\"12C12345\"}}, {\"reference\":\"B\",\"vehicle\":{\"tractorPlate\":\"12C12345\"}}]",
            1, "item 1: field \"reference\""
        ),
        ("[{\"reference\":\"B\"}]", 0, "no plate and no container"),
        ("[{\"reference\":\"B\",\"vehicle\":{\"tractorPlate\":\"12C12345\"},\"direction\":\"up\"}]", 1, "entry, exit"),
        ("[{\"reference\":\"B\",\"vehicle\":{\"tractorPlate\":\"12C12345\"},\"validFrom\":\"soon\"}]", 1, "RFC 3339"),
        ("[{\"reference\":\"B\",\"containers\":[{\"number\":\"X\",\"grossKg\":-1}]}]", 1, "negative"),
        ("[{\"reference\":\"B\",\"containers\":[{}, {\"number\":\"X\"}]}]", 1, "containers[0].number"),
        ("[1]", 0, "not an object"),
        ("[{\"reference\":", 0, "not valid JSON"),
        ("", 0, "empty"),
        ("hello world", 0, "nor a table"),
        ("reference,tractorPlate\nA,\"12C", 0, "quoted"),
        // Neither does it swallow the rows behind it, nor is half of what it belongs to taken.
        ("reference,tractorPlate,containerNumber\nA,\"12C12345,X\nB,12C54321,Y\nA,12C12345,Z\n", 1, "A is not taken"),
        ("reference,tractorPlate,containerNumber\nA,\"12C12345,X\nB,12C54321,\"Y\"\n", 1, "line 2"),
        ("reference,tractorPlate,containerNumber\nA,\"12C12345,X\nB,12C54321,Y\nC,12C54322,Z\"\n", 2, "line 2"),
    ])
    func namesWhatItCannotUnderstand(text: String, declarations: Int, message: String) {
        let reading = Self.read(text)
        #expect(reading.declarations.count == declarations)
        #expect(reading.problems.contains { "\($0)".contains(message) }, "\(reading.problems)")
    }

    @Test(arguments: [",", ";", "\t"])
    func joinsRowsOfOneDeclaration(separator: String) {
        let rows = [
            ["reference", "version", "tractorPlate", "containerNumber", "seals", "description"],
            ["A", "1", "12C12345", "MSCU0137155", "S1/CU|S2", "\"says \"\"hi\"\"\nand more\""],
            ["A", "1", "12C12345", "CSQU3054383", "", ""], ["B", "1", "29H12345", "", "", ""],
        ].map { $0.joined(separator: separator) }
        let reading = Self.read("\u{FEFF}" + rows.joined(separator: "\r\n") + "\r\n")
        #expect(reading.format == .csv && reading.problems.isEmpty, "\(reading.problems)")
        #expect(reading.declarations.map(\.reference) == ["A", "B"])
        #expect(reading.declarations.first?.containers.map(\.number) == ["MSCU0137155", "CSQU3054383"])
        #expect(reading.declarations.first?.containers.first?.seals.map(\.number) == ["S1", "S2"])
        #expect(reading.declarations.first?.goods.first?.description == "says \"hi\"\nand more")
    }

    @Test func boundsDepthAndSize() {
        #expect(
            Self.read(String(repeating: "[", count: 10_000)).problems.first?.message.contains("nested deeper") == true)
        var limits = ManifestLimits()
        limits.bytes = 10
        #expect(ManifestReader(limits: limits).read(Array(Self.full.utf8), name: "f").declarations.isEmpty)
    }

    /// Whatever the bytes, an answer comes back: random ones, and damaged good ones.
    @Test func survivesAnything() {
        var random = Lehmer(state: 7)
        let good = Array(Self.full.utf8)
        for round in 0..<2_000 {
            var bytes =
                round % 2 == 0
                ? good : (0..<Int(random.next() % 200)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            for _ in 0..<Int(random.next() % 4) where !bytes.isEmpty {
                bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            _ = ManifestReader().read(bytes, name: "f")
        }
    }
}

/// A small seeded generator: the same test on every machine.
struct Lehmer {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }
}
