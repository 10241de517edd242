/// What a message says about a declaration that was sent before: its cancellation, its release, its arrival.
public struct DeclarationNotice: Hashable, Codable, Sendable {
    public enum Kind: String, Codable, Sendable {
        /// The declaration is void.
        case cancelled
        /// Customs lets the goods go.
        case released
        /// Customs keeps the goods.
        case refused
        /// The goods were presented at the office of destination.
        case arrived
        /// A result or a remark that changes nothing here.
        case noted
    }

    /// The declaration's reference.
    public var reference: String
    /// Orders notices and declarations of one reference, as `Declaration.version` does.
    public var version: Int
    public var kind: Kind
    /// What the message says about it, for officers.
    public var remark: String?

    public init(reference: String, version: Int, kind: Kind, remark: String? = nil) {
        self.reference = reference
        self.version = version
        self.kind = kind
        self.remark = remark
    }
}

extension Declaration {
    /// The declaration as it stands after a notice, under the notice's version.
    public func applying(_ notice: DeclarationNotice) -> Declaration {
        var changed = self
        changed.version = notice.version
        switch notice.kind {
        case .cancelled: changed.status = .cancelled
        case .released: changed.status = .cleared
        case .refused: changed.status = .refused
        case .arrived, .noted: break
        }
        return changed
    }
}
