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
        guard declaration.canBeMatched else {
            return .failure(
                MissingField(
                    message:
                        "\(reference): no plate and no container; the declaration is left out, name the vehicle or its boxes"
                ))
        }
        return .success(declaration)
    }
}
