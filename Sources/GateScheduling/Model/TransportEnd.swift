/// One of the two yards that the lanes join.
public enum TransportEnd: String, CaseIterable, Codable, Sendable {
    case china = "CN"
    case vietnam = "VN"

    public var other: TransportEnd { self == .china ? .vietnam : .china }
    var index: Int { self == .china ? 0 : 1 }
}

/// Cranes of one end. `handling`: seconds for one box on or off.
public struct Yard: Codable, Sendable, Equatable {
    public var cranes: Int
    public var handling: Int

    public init(cranes: Int, handling: Int) {
        self.cranes = cranes
        self.handling = handling
    }
}
