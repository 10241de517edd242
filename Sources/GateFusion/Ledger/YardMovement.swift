public import GateDomain

/// A decided passage as later ones ask for it: who came in or went out, in event time.
public struct YardMovement: Hashable, Sendable {
    /// What it is found by.
    public enum Part: String, Hashable, Sendable, CaseIterable {
        case tractor, trailer, container, declaration, seal, driver
    }

    public var id: String
    public var decided: Instant
    public var arrived: Instant
    public var place: LanePlace
    public var direction: LaneDirection
    public var channel = Channel.green
    public var tractor: String?
    public var trailer: String?
    public var containers: [String] = []
    public var declaration: String?
    public var seals: [String] = []
    public var driver: String?
    public var weighing: Verdict.Weighing?

    public init(id: String, decided: Instant, arrived: Instant, place: LanePlace, direction: LaneDirection) {
        self.id = id
        self.decided = decided
        self.arrived = arrived
        self.place = place
        self.direction = direction
    }

    public init(_ passage: Passage, _ verdict: Verdict) {
        self.init(
            id: passage.id, decided: passage.decided, arrived: passage.arrived, place: passage.place,
            direction: passage.direction)
        tractor = verdict.tractorPlate
        trailer = verdict.trailerPlate
        containers = verdict.containers
        declaration = verdict.declaration
        weighing = verdict.weighing
        channel = verdict.channel
        for event in passage.readings {
            switch event.reading {
            case .seal(_, let number, _): if let number { seals.append(number) }
            case .driver(let number): driver = number
            default: break
            }
        }
    }

    /// Texts under which a part of it is found.
    func texts(_ part: Part) -> [String] {
        switch part {
        case .tractor: [tractor].compactMap { $0 }
        case .trailer: [trailer].compactMap { $0 }
        case .container: containers
        case .declaration: [declaration].compactMap { $0 }
        case .seal: seals
        case .driver: [driver].compactMap { $0 }
        }
    }

    /// A part with the text of an index, look-alikes written alike.
    public struct Key: Hashable, Sendable {
        public var part: Part
        public var text: String

        public init(part: Part, text: String) {
            self.part = part
            self.text = text
        }
    }

    /// Everything that it is found by.
    public func keys(_ matrix: ConfusionMatrix) -> Set<Key> {
        Set(Part.allCases.flatMap { part in texts(part).map { part.key($0, matrix) } })
    }

    static func isBefore(_ a: YardMovement, _ b: YardMovement) -> Bool { (a.decided, a.id) < (b.decided, b.id) }
}

extension YardMovement.Part {
    /// Plates and numbers go by look-alikes, the rest as written.
    func key(_ text: String, _ matrix: ConfusionMatrix) -> YardMovement.Key {
        switch self {
        case .tractor, .trailer, .container: YardMovement.Key(part: self, text: matrix.folded(text))
        case .declaration, .seal, .driver: YardMovement.Key(part: self, text: text)
        }
    }

    /// Look-alikes within one character count as the same text.
    func isSame(_ a: String, _ b: String, _ matrix: ConfusionMatrix) -> Bool {
        switch self {
        case .tractor, .trailer, .container: matrix.resemblance(a, b).isWithinOneConfusion
        case .declaration, .seal, .driver: a == b
        }
    }

    /// Seals and declarations serve once: their use is never forgotten.
    var isForgotten: Bool { self != .declaration && self != .seal }
}
