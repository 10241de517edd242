public import GateDomain

/// What was understood of a message that a firm sent.
public struct MessageReading: Sendable {
    /// Something to mend: where in the message, and what, in the words of their data.
    public struct Problem: Sendable, Hashable {
        public var position: String
        public var message: String
        /// The declaration is not taken.
        public var isError: Bool

        public init(position: String, message: String, isError: Bool) {
            self.position = position
            self.message = message
            self.isError = isError
        }
    }
    public var format: String
    public var declarations: [Declaration]
    public var notices: [DeclarationNotice]
    public var problems: [Problem]

    public init(
        format: String, declarations: [Declaration], notices: [DeclarationNotice], problems: [Problem]
    ) {
        self.format = format
        self.declarations = declarations
        self.notices = notices
        self.problems = problems
    }
}

/// Understands a firm's message, whatever its format; runs on a thread that may be busy for long.
public protocol MessageReader: Sendable {
    func read(_ bytes: [UInt8]) -> MessageReading
}

/// What stands about a reference before a firm files.
public struct FilingState: Sendable {
    /// Newest version, as it stands; nil for a new reference.
    public var current: Declaration?
    /// The version that is asked for, if it was filed before.
    public var same: Declaration?
    /// Whether this firm may see it.
    public var isVisible: Bool
    public var status: MovementStatus?

    public init(current: Declaration?, same: Declaration?, isVisible: Bool, status: MovementStatus?) {
        self.current = current
        self.same = same
        self.isVisible = isVisible
        self.status = status
    }
}

/// An answer that was given under an idempotency key.
public struct IdempotentAnswer: Sendable, Hashable {
    /// Hash of the request that it answers.
    public var request: String
    public var status: Int
    public var body: String

    public init(request: String, status: Int, body: String) {
        self.request = request
        self.status = status
        self.body = body
    }
}

/// Keeps what firms file beside the declarations themselves.
public protocol FilingStore: Sendable {
    func filingState(reference: String, version: Int, firm: String) async throws -> FilingState
    /// Notes who files, before the declaration is handed to the gate.
    func noteFiler(reference: String, firm: String) async throws
    func answer(firm: String, key: String) async throws -> IdempotentAnswer?
    func keep(_ answer: IdempotentAnswer, firm: String, key: String, at now: Int64) async throws
}

/// The gate's door for declarations: durable when it returns, and known to the lanes.
public protocol DeclarationDoor: Sendable {
    func file(_ declaration: Declaration) async throws
    func file(_ notice: DeclarationNotice) async throws
}
