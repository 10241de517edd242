import Foundation
import GateDomain

/// Movements of other countries' systems that come as JSON: the United Kingdom's goods movement record (GVMS), Norway's Digitoll.
struct JSONMovement {
    private enum Kind { case goodsMovementRecord, digitoll }

    private let kind: Kind
    private let tree: JSONMessageTree
    private let root: MessageNode
    private let options: ReadingOptions

    /// Nil when the object is neither.
    init?(_ object: [String: Any], options: ReadingOptions) {
        let keys = Set(object.keys.map { $0.lowercased() })
        if keys.contains("gmrid") {
            kind = .goodsMovementRecord
        } else if !keys.isDisjoint(with: [
            "activebordertransportmeans", "consignmentmasterlevel", "consignmenthouselevel",
        ]) {
            kind = .digitoll
        } else {
            return nil
        }
        tree = JSONMessageTree(name: "movement", object, limits: options.limits, isCamelCase: true)
        guard let root = tree.root else { return nil }
        self.root = root
        self.options = options
    }

    func read(_ place: String, _ log: inout ProblemLog) -> ManifestReading {
        if tree.isTooLarge { log.error(place, "more than \(options.limits.elements) values; split the file") }
        switch kind {
        case .goodsMovementRecord: return goodsMovementRecord(place, &log)
        case .digitoll: return digitoll(place, &log)
        }
    }

    private func goodsMovementRecord(_ place: String, _ log: inout ProblemLog) -> ManifestReading {
        var reading = ManifestReading(format: .gvms, messages: ["GMR"])
        guard let reference = root.text("gmrId") else {
            log.error(place, "gmrId is empty; the movement is left out")
            return reading
        }
        let updated = root.first("updatedDateTime")?.instant(options.zones.standard)
        let version = updated.map(FieldText.version) ?? 1
        let state = root.text("state") ?? root.text("gmrState")
        if let state, ["CANCELLED", "DELETED"].contains(state.uppercased()) {
            reading.notices = [
                DeclarationNotice(
                    reference: reference, version: version, kind: .cancelled, remark: "GMR \(state)",
                    isUndated: updated == nil)
            ]
            return reading
        }
        var declaration = Declaration(reference: reference, version: version)
        declaration.keep("message", "GMR")
        declaration.keep("state", state)
        switch root.text("direction") {
        case "UK_INBOUND": declaration.direction = .entry
        case "UK_OUTBOUND": declaration.direction = .exit
        case let other: declaration.keep("direction", other)
        }
        if root.text("inspectionRequired").map({ $0 == "1" || $0.lowercased() == "true" }) == true {
            declaration.channel = .red
        }
        declaration.takePlates(root.text("vehicleRegNum") ?? root.text("vehicleRegistrationNumber") ?? "")
        for trailer in root.all("trailerRegistrationNums").prefix(100) {
            for plate in PlateText.plates(trailer.taken() ?? "") { declaration.vehicle.add(trailer: plate) }
        }
        var places: [String: Int] = [:]
        for box in root.all("containerReferenceNums") {
            _ = declaration.container(box.taken(), in: &places, limit: options.limits.items)
        }
        let papers =
            root.all("customsDeclarations", "customsDeclarationId")
            + root.all("transitDeclarations", "transitDeclarationId")
            + root.all("declarations", "customs", "id") + root.all("declarations", "transits", "id")
        for paper in papers.prefix(options.limits.items) {
            if let number = paper.taken() {
                declaration.consignments.append(Declaration.Consignment(reference: number))
            }
        }
        declaration.parties.carrier = root.text("haulierEori")
        root.keepRest(in: &declaration, limit: options.limits.items)
        if !declaration.canBeMatched { log.warn(place, "\(reference): \(Declaration.unmatchable)") }
        reading.declarations = [declaration]
        return reading
    }

    /// A transport, a main or a house consignment: under the MRN once there is one, else the first transport document's number.
    private func digitoll(_ place: String, _ log: inout ProblemLog) -> ManifestReading {
        var reading = ManifestReading(format: .digitoll, messages: ["Digitoll"])
        let documents = root.descendants(
            "transportDocumentMasterLevel", "transportDocumentHouseLevel", "transportDocument")
        let numbers = documents.compactMap { $0.text("documentNumber") }
        guard let reference = root.text("mrn") ?? root.text("MRN") ?? root.text("mRN") ?? numbers.first else {
            log.error(place, "neither MRN nor a transport document; the movement is left out")
            return reading
        }
        let issued = root.first("documentIssueDate")?.instant(options.zones.standard)
        var declaration = Declaration(
            reference: reference, version: issued.map(FieldText.version) ?? 1, direction: .entry)
        declaration.keep("message", "Digitoll")
        FreightParts(limits: options.limits).take(root, &declaration, &log)
        for number in numbers.prefix(options.limits.items) where number != reference {
            declaration.consignments.append(Declaration.Consignment(reference: number))
        }
        root.keepRest(in: &declaration, limit: options.limits.items)
        if !declaration.canBeMatched { log.warn(place, "\(reference): \(Declaration.unmatchable)") }
        reading.declarations = [declaration]
        return reading
    }
}
