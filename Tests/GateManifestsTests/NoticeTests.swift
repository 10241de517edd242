import GateDomain
import GateManifests
import Testing

/// What messages about a declaration mean: nothing but the table's kinds, and never a declaration.
@Suite struct NoticeTests {
    static let mrn = "26VN00000000000010"

    static func message(_ type: String, _ operation: String = "<MRN>\(mrn)</MRN>", _ rest: String = "") -> String {
        """
        <\(type)><messageSender>NTA.VN</messageSender><messageRecipient>T</messageRecipient>
        <preparationDateAndTime>2026-03-02T10:00:00</preparationDateAndTime><messageIdentification>m</messageIdentification>
        <messageType>\(type)</messageType><Operation>\(operation)</Operation>\(rest)</\(type)>
        """
    }

    @Test(arguments: [
        ("CC004C", DeclarationNotice.Kind.noted), ("CC019C", .noted), ("CC035C", .noted), ("CC045C", .noted),
        ("CC055C", .noted), ("CC057C", .noted), ("CC060C", .noted), ("CC928C", .noted), ("CC906C", .noted),
        ("CC051C", .refused), ("CC551C", .refused), ("CC014C", .cancelled), ("CC514C", .cancelled),
        ("CC507C", .arrived), ("CC590C", .noted), ("CC599C", .noted), ("CC525C", .released),
    ])
    func tells(type: String, kind: DeclarationNotice.Kind) {
        let reading = Samples.read(Self.message(type))
        #expect(reading.declarations.isEmpty && reading.notices.map(\.kind) == [kind], "\(reading)")
        #expect(reading.notices.first?.reference == Self.mrn)
    }

    @Test(arguments: [
        ("<Invalidation><decision>1</decision></Invalidation>", "CC009C", DeclarationNotice.Kind.cancelled),
        ("<Invalidation><decision>0</decision></Invalidation>", "CC009C", .reinstated),
        ("<Invalidation><decision>1</decision></Invalidation>", "CC509C", .cancelled),
    ])
    func decides(rest: String, type: String, kind: DeclarationNotice.Kind) {
        #expect(
            Samples.read(
                Self.message(type, rest, rest).replacing(
                    "<Operation>\(rest)", with: "<Operation><MRN>\(Self.mrn)</MRN>")
            ).notices.map(\.kind) == [kind])
    }

    /// A rejection is of the declaration, of an amendment, or of a request.
    @Test(arguments: [
        ("015", DeclarationNotice.Kind.refused), ("013", .noted), ("014", .reinstated), ("170", .noted), ("", .noted),
    ])
    func rejects(what: String, kind: DeclarationNotice.Kind) {
        let type = what.isEmpty ? "" : "<businessRejectionType>\(what)</businessRejectionType>"
        #expect(Samples.read(Self.message("CC056C", "<MRN>\(Self.mrn)</MRN>\(type)")).notices.map(\.kind) == [kind])
        #expect(Samples.read(Self.message("CC056C", "<LRN>L</LRN>")).notices.map(\.kind) == [.refused])
    }

    @Test func links() {
        let reading = Samples.read(Self.message("CC028C", "<LRN>L-1</LRN><MRN>\(Self.mrn)</MRN>"))
        #expect(reading.notices.map(\.kind) == [.linked] && reading.notices.map(\.also) == [Self.mrn])
        let refused = Samples.read(Self.message("CC051C", "<LRN>L-1</LRN><MRN>\(Self.mrn)</MRN>"))
        #expect(refused.notices.map(\.kind) == [.refused, .linked])
    }

    /// Nothing that is not in the table is taken for anything.
    @Test(arguments: [
        message("CC777C"), message("CD001C"),
        "<Manifest><Head><MessageType>MT9999</MessageType></Head><Declaration><ID>1</ID></Declaration></Manifest>",
        Samples.edifact("PRICES", "BGM+85+X-1+9'\nTDT+1++3+++++29C11122:146'"), "<rss><channel/></rss>",
        "<Response><FunctionCode>9</FunctionCode></Response>",
    ])
    func unknownOnesAreSaid(text: String) {
        let reading = Samples.read(text)
        #expect(reading.declarations.isEmpty && reading.notices.isEmpty)
        #expect(reading.problems.contains { $0.severity == .error }, "\(reading)")
    }

    @Test(arguments: [
        (1, DeclarationNotice.Kind.noted), (3, .refused), (5, .noted), (8, .released), (9, .released), (10, .cancelled),
        (99, .noted),
    ])
    func answersOfDMS(function: Int, kind: DeclarationNotice.Kind) {
        let reading = Samples.read(
            "<MetaData><Response><FunctionCode>\(function)</FunctionCode><IssueDateTime><DateTimeString formatCode=\"304\">20260302100000Z</DateTimeString></IssueDateTime><Declaration><FunctionalReferenceID>L</FunctionalReferenceID><ID>M</ID></Declaration></Response></MetaData>"
        )
        #expect(reading.notices.map(\.kind) == [kind, .linked] && reading.declarations.isEmpty)
        #expect(reading.problems.isEmpty == (function != 99))
    }

    @Test(arguments: ["1", "3"]) func cancelsWithoutATime(function: String) throws {
        let reading = Samples.read(
            "<Declaration><FunctionCode>\(function)</FunctionCode><FunctionalReferenceID>L</FunctionalReferenceID></Declaration>"
        )
        let notice = try #require(reading.notices.first)
        #expect(notice.kind == .cancelled && notice.isUndated && notice.counts(for: 2_000_000_000))
    }

    /// An incident under way brings the other tractor and the new seals, and leaves the rest.
    @Test func anIncidentChangesTheTractor() throws {
        let reading = Samples.read(
            Self.message(
                "CC182C", "<MRN>\(Self.mrn)</MRN>",
                """
                <Consignment><Incident><TransportEquipment><containerIdentificationNumber>MSCU0137155</containerIdentificationNumber>
                <Seal><identifier>NEW</identifier></Seal></TransportEquipment><Transhipment><TransportMeans>
                <typeOfIdentification>30</typeOfIdentification><identificationNumber>123ABC</identificationNumber></TransportMeans></Transhipment></Incident></Consignment>
                """))
        #expect(reading.notices.map(\.kind) == [.noted, .changed])
        let before = Declaration(
            reference: Self.mrn, version: 1,
            vehicle: .init(tractorPlate: Plate("999XYZ"), trailerPlate: Plate("888TTT")),
            containers: [.init(number: "MSCU0137155", seals: [.init(number: "OLD")], grossKg: 5)])
        let after = before.applying(reading.notices)
        #expect(after.vehicle.tractorPlate?.text == "123ABC" && after.vehicle.trailerPlate?.text == "888TTT")
        #expect(after.containers == [.init(number: "MSCU0137155", seals: [.init(number: "NEW")], grossKg: 5)])
    }
}
