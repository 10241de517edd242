import GateDomain
import GateManifests
import Testing

/// Whatever is cut, doubled or swapped in a file: no truck gets another truck's declaration, and none changes without a word.
@Suite struct ScrambledMessagesTests {
    /// Two trucks in one interchange.
    static let interchange = """
        UNB+UNOC:3+HAULIER+GATE+260302:0830+7701'
        UNH+1+CUSCAR:D:96B:UN'
        BGM+85+MAN-1+9'
        DTM+137:202603020815:203'
        NAD+CA+++HAULIER ONE'
        TDT+20++3+++++12C-123.45/12R01234:146'
        EQD+CN+MSCU0137155+22G1:102:5++3+5'
        MEA+AAE+G+KGM:24500'
        SEL+S1+CU'
        CNI+1+H1'
        GID+1+800:CT'
        FTX+AAA+++FRUIT'
        CNT+16:1'
        UNT+13+1'
        UNH+2+CUSCAR:D:96B:UN'
        BGM+85+MAN-2+9'
        DTM+137:202603020820:203'
        TDT+20++3+++++29H67431/29R04482:146'
        EQD+CN+CSQU3054383+45R1:102:5++3+5'
        EQD+TE+29R04482'
        SEL+S2+CU'
        DTM+36:20260305:102'
        CNT+16:2'
        UNT+10+2'
        UNZ+2+7701'

        """

    static let envelope = """
        <Envelope>
        <CC015C>
        <messageSender>T</messageSender><messageRecipient>NTA.VN</messageRecipient>
        <preparationDateAndTime>2026-03-02T08:15:00</preparationDateAndTime>
        <messageIdentification>m1</messageIdentification><messageType>CC015C</messageType>
        <TransitOperation><LRN>L-1</LRN></TransitOperation>
        <CustomsOfficeOfDeparture><referenceNumber>VN001234</referenceNumber></CustomsOfficeOfDeparture>
        <CustomsOfficeOfDestinationDeclared><referenceNumber>VN001234</referenceNumber></CustomsOfficeOfDestinationDeclared>
        <HolderOfTheTransitProcedure><name>H</name></HolderOfTheTransitProcedure>
        <Guarantee><sequenceNumber>1</sequenceNumber></Guarantee>
        <Consignment><grossMass>24000</grossMass>
        <TransportEquipment><containerIdentificationNumber>MSCU0137155</containerIdentificationNumber><Seal><identifier>F1</identifier></Seal></TransportEquipment>
        <DepartureTransportMeans><typeOfIdentification>30</typeOfIdentification><identificationNumber>12C12345</identificationNumber></DepartureTransportMeans>
        <HouseConsignment><ConsignmentItem><Commodity><descriptionOfGoods>paint</descriptionOfGoods></Commodity></ConsignmentItem></HouseConsignment>
        </Consignment>
        </CC015C>
        <Declaration>
        <FunctionCode>9</FunctionCode>
        <FunctionalReferenceID>L-2</FunctionalReferenceID>
        <IssueDateTime><DateTimeString formatCode="304">20260302083000Z</DateTimeString></IssueDateTime>
        <BorderTransportMeans><ID>29H67431</ID><IdentificationTypeCode>30</IdentificationTypeCode></BorderTransportMeans>
        <GoodsShipment><Consignment><TransportEquipment><ID>CSQU3054383</ID></TransportEquipment></Consignment></GoodsShipment>
        </Declaration>
        </Envelope>
        """

    private static func identities(_ declaration: Declaration) -> Set<String> {
        Set(
            ([declaration.vehicle.tractorPlate].compactMap { $0 } + declaration.vehicle.trailers).map(\.text)
                + declaration.containers.map(\.number))
    }

    private static func check(_ scrambled: String, against originals: [Declaration]) {
        let reading = Samples.read(scrambled)
        let isSaid = !reading.problems.isEmpty
        for declaration in reading.declarations {
            let own = originals.first { $0.reference == declaration.reference }
            let others = originals.filter { $0.reference != declaration.reference }.map(identities)
            let mine = identities(declaration)
            if own != nil {
                #expect(
                    isSaid || others.allSatisfy { $0.isDisjoint(with: mine) }, "another truck's: \(scrambled)")
            } else {
                // Under a number that nobody has: one truck's at most.
                #expect(
                    isSaid || others.filter { !$0.isDisjoint(with: mine) }.count <= 1, "two trucks' parts: \(scrambled)"
                )
            }
            guard let own, !declaration.differences(from: own).isEmpty else { continue }
            // The store keeps both contents of one version, and says so; an older one changes nothing.
            #expect(
                isSaid || declaration.version <= own.version,
                "\(declaration.differences(from: own)) changed silently: \(scrambled)")
        }
        for notice in reading.notices where originals.contains(where: { $0.reference == notice.reference }) {
            let isHarmless = [.noted, .linked].contains(notice.kind)
            #expect(isSaid || isHarmless, "\(notice.kind) out of nothing: \(scrambled)")
        }
    }

    @Test func interchangesNeverCross() {
        let originals = Samples.read(Self.interchange).declarations
        #expect(originals.map(\.reference) == ["MAN-1", "MAN-2"] && Samples.read(Self.interchange).problems.isEmpty)
        for seed in 0..<3000 {
            var scramble = Scramble(seed: UInt64(seed))
            Self.check(scramble.edifact(Self.interchange), against: originals)
        }
    }

    @Test func envelopesNeverCross() {
        let originals = Samples.read(Self.envelope).declarations
        #expect(originals.map(\.reference) == ["L-1", "L-2"])
        for seed in 0..<1500 {
            var scramble = Scramble(seed: UInt64(seed) &+ 7)
            Self.check(scramble.xml(Self.envelope), against: originals)
        }
    }
}
