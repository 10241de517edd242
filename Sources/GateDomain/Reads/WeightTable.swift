/// A weight painted on a container in kilograms and, mostly, in pounds.
public struct PaintedWeight: Hashable, Codable, Sendable {
    public let kilograms: Int
    /// As painted beside it; nil where it was not read.
    public let pounds: Int?

    /// The international pound (1959).
    public static let kilogramsPerPound = 0.45359237
    /// Figures are painted in whole tens or fives, and the one is made of the other: they may be this far apart.
    public static let rounding = 6.0
    /// Odd kilograms are painted by who did not round.
    private static let exact = 1.0

    /// nil when the pounds say another weight.
    public init?(kilograms: Int, pounds: Int? = nil) {
        guard kilograms > 0, kilograms < 1_000_000 else { return nil }
        if let pounds { guard Self.agree(kilograms: kilograms, pounds: pounds) else { return nil } }
        self.kilograms = kilograms
        self.pounds = pounds
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let kilograms = try container.decode(Int.self, forKey: .kilograms)
        guard
            let weight = PaintedWeight(
                kilograms: kilograms, pounds: try container.decodeIfPresent(Int.self, forKey: .pounds))
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .kilograms, in: container,
                debugDescription: "\(kilograms) kg is no weight, or its pounds say another")
        }
        self = weight
    }

    public static func agree(kilograms: Int, pounds: Int) -> Bool {
        abs(Double(kilograms) - Double(pounds) * kilogramsPerPound) <= (kilograms % 5 == 0 ? rounding : exact)
    }
}

/// The weights painted on a container's door, as far as they could be read: its maximum gross weight and its tare.
public struct WeightTable: Hashable, Codable, Sendable {
    public let maxGross: PaintedWeight?
    public let tare: PaintedWeight?
    /// What it may carry: maximum gross less tare. Read only to confirm the two.
    public let netKilograms: Int?

    /// What boxes weigh whose figures confirm each other: from a 10-foot box to a reefer.
    private static let (possibleGross, possibleTare) = (5_000...45_000, 1_000...7_500)
    /// What a figure must be that stands alone.
    private static let (usualGross, usualTare) = (20_000...45_000, 1_500...7_500)

    /// nil when neither is known, when a weight is none that a container has, or when the three contradict each other.
    public init?(maxGross: PaintedWeight?, tare: PaintedWeight?, netKilograms: Int? = nil) {
        guard maxGross != nil || tare != nil else { return nil }
        if let maxGross, let tare {
            guard tare.kilograms < maxGross.kilograms else { return nil }
            if let netKilograms { guard Self.closes(maxGross, tare, netKilograms) else { return nil } }
        }
        self.maxGross = maxGross
        self.tare = tare
        self.netKilograms = netKilograms
        if let maxGross {
            let range = isMaxGrossSure ? Self.possibleGross : Self.usualGross
            guard range.contains(maxGross.kilograms) else { return nil }
        }
        if let tare {
            let range = isTareSure ? Self.possibleTare : Self.usualTare
            guard range.contains(tare.kilograms) else { return nil }
        }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard
            let table = WeightTable(
                maxGross: try container.decodeIfPresent(PaintedWeight.self, forKey: .maxGross),
                tare: try container.decodeIfPresent(PaintedWeight.self, forKey: .tare),
                netKilograms: try container.decodeIfPresent(Int.self, forKey: .netKilograms))
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .maxGross, in: container, debugDescription: "no container has such weights")
        }
        self = table
    }

    public var maxGrossKilograms: Int? { maxGross?.kilograms }
    public var tareKilograms: Int? { tare?.kilograms }

    /// Whether another figure of the table says the same: the pounds, or the net weight.
    public var isMaxGrossSure: Bool { maxGross?.pounds != nil || isClosed }
    public var isTareSure: Bool { tare?.pounds != nil || isClosed }

    private var isClosed: Bool {
        guard let maxGross, let tare, let netKilograms else { return false }
        return Self.closes(maxGross, tare, netKilograms)
    }

    private static func closes(_ gross: PaintedWeight, _ tare: PaintedWeight, _ net: Int) -> Bool {
        abs(gross.kilograms - tare.kilograms - net) <= 5
    }
}
