import GateDomain

/// Why a draft is no declaration.
struct MissingField: Error {
    var message: String
}

/// A declaration as far as its fields have been read.
struct DeclarationDraft {
    var reference: String?
    var declaration: Declaration

    init(reference: String?, declaration: Declaration) {
        self.reference = reference
        self.declaration = declaration
    }

    /// Reads the JSON profile's fields.
    init(_ fields: inout FieldReader) {
        var other: [String: String] = [:]
        let reference = fields.text("reference")
        var declaration = Declaration(reference: reference ?? "")
        declaration.version = fields.integer("version") ?? 1
        declaration.status =
            fields.word("status", as: Declaration.Status.self, known: "accepted, cleared, cancelled") ?? .accepted
        declaration.direction = fields.word("direction", as: LaneDirection.self, known: "entry, exit")
        declaration.gate = fields.text("gate")
        declaration.validFrom = fields.instant("validFrom")
        declaration.validUntil = fields.instant("validUntil")
        declaration.vehicle =
            fields.nested("vehicle", other: &other) { vehicle in
                Declaration.Vehicle(
                    tractorPlate: vehicle.plate("tractorPlate"), trailerPlate: vehicle.plate("trailerPlate"),
                    driver: vehicle.text("driver"))
            } ?? Declaration.Vehicle()
        declaration.containers = fields.list("containers", other: &other) { container in
            guard let number = container.text("number") else {
                container.note("number", "a container without its number is left out")
                return nil
            }
            var seals: [Declaration.Seal] = []
            var sealRest: [String: String] = [:]
            seals = container.list("seals", other: &sealRest) { seal in
                seal.text("number").map { Declaration.Seal(number: $0, issuer: seal.text("issuer")) }
            }
            let sizeTypeText = container.text("sizeType")
            let sizeType = sizeTypeText.flatMap { SizeTypeCode($0) }
            if let sizeTypeText, sizeType == nil {
                container.note("sizeType", "\"\(sizeTypeText)\" is no size/type code such as 22G1")
            }
            return Declaration.Container(
                number: DeclarationDraft.containerNumber(number), sizeType: sizeType, seals: seals,
                grossKg: container.number("grossKg"),
                load: container.word("load", as: Declaration.Load.self, known: "full, empty"))
        }
        declaration.goods = fields.list("goods", other: &other) { goods in
            Declaration.Goods(
                hsCode: goods.text("hsCode"), description: goods.text("description"),
                packages: goods.integer("packages"),
                netKg: goods.number("netKg"), grossKg: goods.number("grossKg"))
        }
        declaration.parties =
            fields.nested("parties", other: &other) { parties in
                Declaration.Parties(
                    declarant: parties.text("declarant"), consignor: parties.text("consignor"),
                    consignee: parties.text("consignee"), carrier: parties.text("carrier"))
            } ?? Declaration.Parties()
        other.merge(fields.rest) { first, _ in first }
        declaration.other = other
        self.init(reference: reference, declaration: declaration)
    }

    /// Upper case without separators when that is a container number, else as it was written.
    static func containerNumber(_ raw: String) -> String { ContainerNumber(raw)?.text ?? raw }

    /// The declaration, if it can be referred to and matched to a vehicle.
    func finished() -> Result<Declaration, MissingField> {
        guard let reference, !reference.allSatisfy(\.isWhitespace) else {
            return .failure(
                MissingField(message: "field \"reference\" is missing; the declaration is left out, send it with one"))
        }
        guard declaration.version >= 0 else {
            return .failure(
                MissingField(message: "version \(declaration.version) is negative; the declaration is left out"))
        }
        let vehicle = declaration.vehicle
        guard vehicle.tractorPlate != nil || vehicle.trailerPlate != nil || !declaration.containers.isEmpty else {
            return .failure(
                MissingField(
                    message:
                        "\(reference): no plate and no container; the declaration is left out, name the vehicle or its boxes"
                ))
        }
        return .success(declaration)
    }
}
