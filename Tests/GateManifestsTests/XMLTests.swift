import Foundation
import GateDomain
import GateManifests
import Testing

@Suite struct XMLTests {
    @Test func readsASAD() throws {
        let reading = Samples.read(Samples.sad)
        #expect(reading.format == .asycuda && reading.problems.isEmpty, "\(reading.problems)")
        let declaration = try #require(reading.declarations.first)
        #expect(declaration.reference == "10AB-2026-C1234")
        #expect(
            declaration.vehicle.tractorPlate?.text == "31U8160" && declaration.vehicle.trailerPlate?.text == "31U7095")
        #expect(declaration.containers.map(\.number) == ["MSCU0137155"] && declaration.containers.first?.load == .full)
        let goods = try #require(declaration.goods.first)
        #expect(goods.hsCode == "08109050" && goods.origin == "VN" && goods.value == 1000.5 && goods.currency == "USD")
        #expect(goods.grossKg == 24000 && goods.netKg == 23000 && goods.packages == 800)
        #expect(declaration.parties.consignor == "Grower" && declaration.parties.consignee == nil)
        #expect(declaration.documents == [Declaration.Document(kind: "851", number: "Q-9")])
        #expect(declaration.other["Transport/Border_office/Code"] == "99")
    }

    @Test func readsAManifest() throws {
        let reading = Samples.read(Samples.awmds)
        #expect(reading.format == .awmds && reading.problems.isEmpty, "\(reading.problems)")
        let declaration = try #require(reading.declarations.first)
        #expect(declaration.reference == "10AB/T77/2026-03-02" && declaration.vehicle.tractorPlate?.text == "12C12345")
        #expect(declaration.consignments.map(\.reference) == ["B1", "B2"] && declaration.goods.count == 2)
        let box = try #require(declaration.containers.first)
        #expect(box.grossKg == 9000 && box.tareKg == 2200 && box.seals == [.init(number: "S1", issuer: "CU")])
        let short = Samples.read(Samples.awmds.replacing("<Total_number_of_bols>2", with: "<Total_number_of_bols>3"))
        #expect(short.problems.contains { $0.place.contains("line 4") && $0.message.contains("is 3, read were 2") })
        #expect(short.declarations.count == 1)
    }

    @Test func takesWhatAnUnregisteredSADIsFor() {
        let registered = "<Serial_number>C</Serial_number><Number>1234</Number>"
        let open = Samples.sad.replacing(registered, with: "<Number/>")
        #expect(Samples.read(open).declarations.map(\.reference) == ["77"])
        let bare = Samples.read(open.replacing("<Reference><Number>77</Number></Reference>", with: ""))
        // A truck may have several that are not registered yet: the content tells them apart.
        #expect(bare.declarations.first?.reference.hasPrefix("31U8160-") == true && bare.problems.count == 1)
        let other = Samples.read(
            open.replacing("<Reference><Number>77</Number></Reference>", with: "").replacing("24000", with: "23000"))
        #expect(other.declarations.first?.reference != bare.declarations.first?.reference)
        let older = Samples.read(Samples.sad.replacing("<Date>2026-03-02", with: "<Date>3/2/26"))
        #expect(older.declarations.map(\.reference) == ["10AB-2026-C1234"])
    }

    @Test func readsWCO() throws {
        let reading = Samples.read(Samples.wco)
        #expect(reading.format == .wco && reading.problems.isEmpty, "\(reading.problems)")
        let declaration = try #require(reading.declarations.first)
        #expect(declaration.reference == "26VN0000000000123A" && declaration.version == 1_772_440_200)
        #expect(declaration.vehicle.tractorPlate?.text == "12C12345")
        #expect(declaration.containers.first?.seals.map(\.number) == ["F742"])
        let goods = try #require(declaration.goods.first)
        #expect(goods.hsCode == "320810" && goods.value == 55 && goods.currency == "USD" && goods.grossKg == 100)
        #expect(goods.hazards.map(\.unNumber) == ["1263"] && goods.packages == 4 && goods.origin == "CN")
        #expect(declaration.other["FunctionalReferenceID"] == "LRN9")
        let cancelled = Samples.read(Samples.wco.replacing("<TypeCode>IMA", with: "<TypeCode>INV"))
        #expect(cancelled.notices.map(\.kind) == [.cancelled] && cancelled.declarations.isEmpty)
        let amended = Samples.read(Samples.wco.replacing("<TypeCode>IMA", with: "<Amendment/><TypeCode>COR"))
        #expect(amended.notices.map(\.kind) == [.noted] && amended.declarations.isEmpty)
    }

    /// What a stranger sends to hurt: refused with an error, at once.
    @Test(arguments: [
        (String(repeating: "<a>", count: 10_000) + String(repeating: "</a>", count: 10_000), "nested deeper"),
        (
            "<!DOCTYPE l [<!ENTITY a \"aaaaaaaaaa\">"
                + (1..<12).map {
                    "<!ENTITY a\($0) \"" + String(repeating: "&a\($0 > 1 ? "\($0 - 1)" : "");", count: 10) + "\">"
                }.joined()
                + "]><CC015C>&a11;</CC015C>", "DOCTYPE"
        ),
        ("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><CC015C/>", "DOCTYPE"),
        ("<CC015C>&undefined;</CC015C>", "not well-formed"),
        ("<CC015C><messageSender>\(String(repeating: "x", count: 20_000_000))</messageSender></CC015C>", "huge"),
        ("<html><body/></html>", "no message that is read here"), ("<", "XML"),
        ("<ASYCUDA/>", "neither registration"), ("<Awmds/>", "left out"), ("<Declaration/>", "neither ID"),
    ])
    func refusesWhatHurts(text: String, message: String) {
        let start = threadSeconds()
        let reading = Samples.read(text)
        #expect(
            reading.problems.contains { $0.severity == .error && $0.message.contains(message) }, "\(reading.problems)")
        #expect(reading.declarations.allSatisfy { $0.containers.isEmpty })
        #expect(threadSeconds() - start < 10)
    }

    @Test func boundsElements() {
        var limits = ManifestLimits()
        limits.elements = 50
        let reading = ManifestReader(limits: limits).read(
            Array("<CC015C>\(String(repeating: "<a/>", count: 100))</CC015C>".utf8), name: "f")
        #expect(reading.problems.contains { $0.message.contains("more than 50 elements") })
    }
}
