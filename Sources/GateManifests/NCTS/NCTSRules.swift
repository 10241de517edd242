/// What a message of NCTS phase 5 must have, as far as it is checked here: parts and their number, patterns of texts.
struct NCTSRules {
    struct Part {
        var name: String
        var atLeast: Int
        var atMost: Int

        init(_ name: String, _ range: ClosedRange<Int> = 1...1) {
            self.name = name
            (atLeast, atMost) = (range.lowerBound, range.upperBound)
        }
    }

    /// In the order of the message; empty for a message whose parts are not checked.
    let parts: [Part]
    /// The office that the message is for, or from.
    let office: String?
    /// References that `TransitOperation` must have, each.
    let references: [String]
    /// Sent by a trader to customs.
    let isToCustoms: Bool

    static let head = [
        Part("messageSender"), Part("messageRecipient"), Part("preparationDateAndTime"), Part("messageIdentification"),
        Part("messageType"), Part("correlationIdentifier", 0...1), Part("TransitOperation"),
    ]

    static func rules(for type: String) -> NCTSRules {
        switch type {
        case "CC015C", "CC013C":
            NCTSRules(
                declaration + [Part("Guarantee", 1...9), Part("Consignment")], departure,
                type == "CC015C" ? ["LRN"] : [])
        case "CC014C":
            NCTSRules([Part("Invalidation"), Part(departure), Part("HolderOfTheTransitProcedure")], departure, [])
        case "CC170C":
            NCTSRules(
                [
                    Part(departure), Part("HolderOfTheTransitProcedure"), Part("Representative", 0...1),
                    Part("Consignment"),
                ], departure, ["LRN"])
        case "CC007C":
            NCTSRules(
                [Part("Authorisation", 0...9), Part(destination), Part("TraderAtDestination"), Part("Consignment")],
                destination, ["MRN"])
        case "CC044C":
            NCTSRules(
                [
                    Part(destination), Part("TraderAtDestination"), Part("UnloadingRemark"),
                    Part("Consignment", 0...1),
                ], destination, ["MRN"])
        case "CC025C", "CC043C":
            NCTSRules(
                [
                    Part(destination), Part("HolderOfTheTransitProcedure", 0...1), Part("TraderAtDestination"),
                    Part("CTLControl", 0...1), Part("Consignment", 0...1),
                ], destination, ["MRN"], isToCustoms: false)
        case "CC029C":
            NCTSRules(
                declaration + [Part("ControlResult", 0...1), Part("Guarantee", 0...9), Part("Consignment")], departure,
                ["LRN", "MRN"], isToCustoms: false)
        default: NCTSRules([], nil, [], isToCustoms: false)
        }
    }

    private init(_ parts: [Part], _ office: String?, _ references: [String], isToCustoms: Bool = true) {
        self.parts = parts.isEmpty ? [] : Self.head + parts
        self.office = office
        self.references = references
        self.isToCustoms = isToCustoms
    }

    private static let departure = "CustomsOfficeOfDeparture"
    private static let destination = "CustomsOfficeOfDestinationActual"
    private static let declaration = [
        Part("Authorisation", 0...9), Part(departure), Part("CustomsOfficeOfDestinationDeclared"),
        Part("CustomsOfficeOfTransitDeclared", 0...9), Part("CustomsOfficeOfExitForTransitDeclared", 0...9),
        Part("HolderOfTheTransitProcedure"), Part("Representative", 0...1),
    ]

    // MARK: Texts

    /// What a text under a name must be: nil when it is, or nothing is known of it; else what was expected.
    static func expectation(_ text: String, of name: String, in parent: String) -> String? {
        switch name {
        case "MRN":
            return matches(text, [(digit, 2), (letter, 2), (code, 13), (digit, 1)]) ? nil : "18 characters: 26VN…"
        case "LRN": return isText(text, 22, localReference) ? nil : "up to 22 letters and digits"
        case "referenceNumber" where parent.hasPrefix("CustomsOffice"):
            return matches(text, [(letter, 2), (code, 6)]) ? nil : "an office: two letters of a country, six characters"
        case "messageSender", "messageRecipient", "messageIdentification", "correlationIdentifier":
            return (1...35).contains(text.count) ? nil : "1 to 35 characters"
        case "country", "nationality": return matches(text, [(letter, 2)]) ? nil : "two letters of a country"
        case "UNNumber": return matches(text, [(code, 4)]) ? nil : "four digits"
        case "harmonizedSystemSubHeadingCode": return matches(text, [(digit, 6)]) ? nil : "six digits"
        case "combinedNomenclatureCode": return matches(text, [(code, 2)]) ? nil : "two digits"
        case "containerIdentificationNumber": return (1...17).contains(text.count) ? nil : "up to 17 characters"
        case "identifier" where parent == "Seal": return (1...20).contains(text.count) ? nil : "up to 20 characters"
        case "grossMass", "netMass": return FieldText.number(text).map { $0 >= 0 } == true ? nil : "a weight"
        case "sequenceNumber", "goodsItemNumber", "declarationGoodsItemNumber", "numberOfSeals":
            return isText(text, 5, digit) ? nil : "up to five digits"
        case "numberOfPackages": return isText(text, 8, digit) ? nil : "up to eight digits"
        case "incidentFlag", "simplifiedProcedure", "containerIndicator", "reducedDatasetIndicator",
            "bindingItinerary", "initiatedByCustoms":
            return text == "0" || text == "1" ? nil : "0 or 1"
        case "date" where parent == "Signature": return nil
        case _ where name.hasSuffix("DateAndTime") || name == "limitDate" || name == "date":
            return FieldText.instant(text) != nil ? nil : "a time such as 2026-03-02T08:30:00"
        default: return nil
        }
    }

    private static func digit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    private static func letter(_ byte: UInt8) -> Bool { (65...90).contains(byte) }
    private static func code(_ byte: UInt8) -> Bool { digit(byte) || letter(byte) }
    private static func localReference(_ byte: UInt8) -> Bool {
        code(byte) || (97...122).contains(byte) || "-_/. ".utf8.contains(byte)
    }

    private static func isText(_ text: String, _ atMost: Int, _ type: (UInt8) -> Bool) -> Bool {
        (1...atMost).contains(text.utf8.count) && text.utf8.allSatisfy(type)
    }

    private static func matches(_ text: String, _ pattern: [(type: (UInt8) -> Bool, count: Int)]) -> Bool {
        let types = pattern.flatMap { Array(repeating: $0.type, count: $0.count) }
        return text.utf8.count == types.count && zip(text.utf8, types).allSatisfy { $1($0) }
    }
}
