/// What a message says about a declaration that was sent before: its cancellation, its release, its arrival.
public struct DeclarationNotice: Hashable, Codable, Sendable {
    public enum Kind: String, Codable, Sendable {
        /// The declaration is void.
        case cancelled
        /// A cancellation that was asked for was not granted: the declaration stands as before it.
        case reinstated
        /// Customs lets the goods go.
        case released
        /// Customs keeps the goods.
        case refused
        /// The goods were presented at the office of destination.
        case arrived
        /// The message brings what is added to the declaration or takes the place of a part of it.
        case changed
        /// The declaration has a second reference, under which later messages speak of it.
        case linked
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
    /// The other reference of the same declaration: its MRN, where `reference` is the declarant's own.
    public var also: String?
    /// What a `changed` brings: vehicle, containers, goods that are not empty.
    public var change: Declaration?
    /// The message has no time: it counts for the version that stands when it comes in.
    public var isUndated: Bool

    public init(
        reference: String, version: Int, kind: Kind, remark: String? = nil, also: String? = nil,
        change: Declaration? = nil, isUndated: Bool = false
    ) {
        self.reference = reference
        self.version = version
        self.kind = kind
        self.remark = remark
        self.also = also
        self.change = change
        self.isUndated = isUndated
    }

    /// Whether it speaks of this version, not of an older one. A version that is a whole minute comes from a message that gives no seconds:
    /// it counts for all of its minute.
    public func counts(for declared: Int) -> Bool {
        if isUndated || version >= declared { return true }
        return version % 60 == 0 && version > Self.firstMinute && declared - version < 60
    }

    /// Below stand versions that somebody counted; from here on seconds since 1970.
    private static let firstMinute = 1_000_000_000

    /// Fields that an older database does not know are empty; a version that cannot be, which it took, counts for nothing.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            reference: try fields.decode(String.self, forKey: .reference),
            version: try fields.decode(Int.self, forKey: .version),
            kind: try fields.decode(Kind.self, forKey: .kind),
            remark: try fields.decodeIfPresent(String.self, forKey: .remark),
            also: try fields.decodeIfPresent(String.self, forKey: .also),
            change: try fields.decodeIfPresent(Declaration.self, forKey: .change),
            isUndated: try fields.decodeIfPresent(Bool.self, forKey: .isUndated) ?? false)
        if Quantity.version.refusal(of: version) != nil { version = 0 }
    }
}
