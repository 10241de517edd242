import Foundation
import GateDomain
import GateManifests
import Testing

@Suite struct NCTSTests {
    static let mrn = "26VN00000000000MA4"

    @Test func readsADeclaration() throws {
        let reading = Samples.read(Samples.ncts("CC015C"))
        #expect(
            reading.problems.isEmpty && reading.format == .ncts && reading.messages == ["CC015C"], "\(reading.problems)"
        )
        let declaration = try #require(reading.declarations.first)
        #expect(declaration.reference == "L-1" && declaration.version == 1_772_440_200)
        #expect(declaration.vehicle.tractorPlate?.text == "12C12345")
        #expect(declaration.vehicle.trailerPlate?.text == "12R01234")
        #expect(declaration.containers.map(\.number) == ["CSQU3054383"])
        #expect(declaration.containers.first?.seals.map(\.number) == ["F742"])
        let goods = try #require(declaration.goods.first)
        #expect(goods.hsCode == "320810" && goods.netKg == 23000.5 && goods.packages == 40)
        #expect(goods.containers == ["CSQU3054383"] && goods.consignment == "CMR-5")
        #expect(goods.hazards.map(\.unNumber) == ["1263"])
        #expect(declaration.documents == [Declaration.Document(kind: "C640", number: "D-1")])
        #expect(declaration.parties.declarant == "Holder" && declaration.parties.consignee == "Importer")
        #expect(declaration.other["CustomsOfficeOfDeparture/referenceNumber"] == "VN001234")
    }

    @Test(arguments: [
        ("CC014C", "<MRN>\(mrn)</MRN>", [DeclarationNotice.Kind.cancelled]),
        ("CC007C", "<MRN>\(mrn)</MRN>", [.arrived]),
        ("CC044C", "<MRN>\(mrn)</MRN>", [.noted]), ("CC170C", "<LRN>L-1</LRN>", [.noted]),
        ("CC025C", "<MRN>\(mrn)</MRN><releaseIndicator>1</releaseIndicator>", [.released]),
        ("CC025C", "<MRN>\(mrn)</MRN><releaseIndicator>4</releaseIndicator>", [.refused]),
        ("CC043C", "<MRN>\(mrn)</MRN>", [.arrived]),
        ("CC029C", "<LRN>L-1</LRN><MRN>\(mrn)</MRN>", [.released, .cancelled]),
    ])
    func tellsOfEarlierDeclarations(type: String, operation: String, kinds: [DeclarationNotice.Kind]) {
        let reading = Samples.read(Samples.ncts(type, operation: operation))
        #expect(reading.notices.map(\.kind) == kinds)
        #expect(reading.notices.first?.reference == (type == "CC170C" ? "L-1" : Self.mrn))
        #expect(!reading.problems.contains { $0.severity == .error }, "\(reading.problems)")
        #expect(reading.declarations.count == (type == "CC029C" || type == "CC043C" ? 1 : 0))
        #expect(reading.declarations.allSatisfy { $0.status == .cleared })
    }

    @Test func anAmendmentReplaces() {
        let reading = Samples.read(
            Samples.ncts("CC013C", operation: "<MRN>\(Self.mrn)</MRN>", time: "2026-03-02T09:00:00"))
        #expect(reading.declarations.map(\.reference) == [Self.mrn])
        #expect(reading.declarations.first?.version == 1_772_442_000)
    }

    /// What must be reported, and where; the message is kept.
    @Test(arguments: [
        (Samples.ncts("CC015C", sender: ""), "line 1: messageSender: is empty"),
        (Samples.ncts("CC015C", sender: String(repeating: "x", count: 36)), "1 to 35"),
        (Samples.ncts("CC015C", operation: "<LRN>{{}}</LRN>"), "TransitOperation/LRN: \"{{}}\""),
        (Samples.ncts("CC015C", operation: "<MRN>\(mrn)</MRN>"), "LRN is missing"),
        (Samples.ncts("CC013C", operation: ""), "neither MRN nor LRN"),
        (Samples.ncts("CC013C", operation: "<LRN>A</LRN><MRN>\(mrn)</MRN>"), "MRN and LRN together"),
        (Samples.ncts("CC007C", operation: "<MRN>26VN</MRN>"), "TransitOperation/MRN"),
        (Samples.ncts("CC007C", operation: "<MRN>\(mrn)</MRN>", recipient: "token"), "messageRecipient"),
        (Samples.ncts("CC015C", recipient: "NTA.LA"), "NTA.VN"),
        (Samples.ncts("CC015C").replacing("VN001234", with: "VN12"), "CustomsOfficeOfDeparture/referenceNumber"),
        (Samples.ncts("CC015C", extra: "<messageType>CC015C</messageType>"), "stands there 2 times"),
        (Samples.ncts("CC015C", extra: "<Surprise>1</Surprise>"), "no part of CC015C"),
        (
            Samples.ncts("CC015C").replacing(">CC015C</messageType>", with: ">CC013C</messageType>"),
            "\"CC013C\" in a CC015C"
        ),
        (Samples.ncts("CC015C", rest: "<Consignment/>"), "HouseConsignment is missing"),
        (Samples.ncts("CC015C", rest: ""), "Consignment is missing"),
        (Samples.ncts("CC015C").replacing("1263", with: "12"), "UNNumber"),
        (
            Samples.ncts("CC015C").replacing("<Guarantee><sequenceNumber>1</sequenceNumber></Guarantee>", with: ""),
            "Guarantee is missing"
        ),
        (
            Samples.ncts("CC015C").replacing("<messageRecipient>NTA.VN</messageRecipient>", with: "")
                .replacing("<messageType>", with: "<messageRecipient>NTA.VN</messageRecipient><messageType>"),
            "stands behind"
        ),
        (String(Samples.ncts("CC015C").dropLast(30)), "not well-formed"),
    ])
    func namesWhatIsWrong(text: String, message: String) {
        let reading = Samples.read(text)
        #expect(reading.problems.contains { "\($0)".contains(message) && $0.severity == .error }, "\(reading.problems)")
        #expect(reading.declarations.count + reading.notices.count >= (text.contains("<MRN>26VN</MRN>") ? 0 : 1))
    }

    @Test func readsTheJSONRendering() throws {
        let text = """
            {"n1:CC015C":{"PhaseID":"NCTS5.0","messageSender":"T","messageRecipient":"NTA.VN","preparationDateAndTime":"2026-03-02T08:30:00",
            "messageIdentification":"m","messageType":"CC015C","TransitOperation":{"LRN":"L-1"},
            "CustomsOfficeOfDeparture":{"referenceNumber":"VN001234"},"CustomsOfficeOfDestinationDeclared":{"referenceNumber":"VN001234"},
            "HolderOfTheTransitProcedure":{},"Guarantee":[{"sequenceNumber":1}],
            "Consignment":{"grossMass":10,"TransportEquipment":[{"sequenceNumber":1,"containerIdentificationNumber":"CSQU3054383"}],
            "HouseConsignment":[{"ConsignmentItem":[{"Commodity":{"descriptionOfGoods":"paint"}}]}]}}}
            """
        let reading = Samples.read(text)
        #expect(reading.format == .ncts && reading.problems.isEmpty, "\(reading.problems)")
        #expect(reading.declarations.first?.containers.map(\.number) == ["CSQU3054383"])
        let wrong = Samples.read(text.replacing("\"messageSender\":\"T\",", with: ""))
        #expect(wrong.problems.map(\.message) == ["messageSender is missing"])
    }
}
