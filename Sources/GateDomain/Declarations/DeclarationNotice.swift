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
    /// The declaration as it stands after those of `notices` that are not older than it, in order of their versions; of one version
    /// the stricter comes last.
    public func applying(_ notices: [DeclarationNotice]) -> Declaration {
        let strictness: [DeclarationNotice.Kind] = [.noted, .arrived, .released, .refused, .cancelled]
        return notices.filter { $0.version >= version }
            .sorted { a, b in
                a.version != b.version
                    ? a.version < b.version
                    : (strictness.firstIndex(of: a.kind) ?? 0) < (strictness.firstIndex(of: b.kind) ?? 0)
            }
            .reduce(self) { $0.applying($1) }
    }

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
