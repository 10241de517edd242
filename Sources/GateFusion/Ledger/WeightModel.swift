import GateDomain

/// How weights are expected and held against what was declared.
public struct WeightSettings: Codable, Hashable, Sendable {
    /// Times the scale's class that a weight may be off (OIML R 134 gives the class as a share of the weight).
    public var classes = 2.0
    /// Tractor with an empty semi-trailer, and a rigid truck, where nothing is learnt yet; kilograms.
    public var combinationKg = 15_000.0
    public var rigidKg = 9_000.0
    /// How far a vehicle of unknown weight may be from these.
    public var kerbUncertaintyKg = 1_500.0
    /// How far a box's tare may be from the table's.
    public var tareUncertaintyKg = 200.0
    /// Green passages of a tractor–trailer pair from which on its weight is learnt, and how many of the last count.
    public var learnFrom = 3
    public var learnOver = 20
    /// R25: gross weight of a combination on the road, and of a box with its cargo.
    public var roadLimitKg = 48_000.0
    public var containerRatingKg = 30_480.0

    public init() {}

    /// Fields that are missing keep their defaults.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        func read<Value: Decodable>(_ key: CodingKeys, _ value: inout Value) throws {
            value = try fields.decodeIfPresent(Value.self, forKey: key) ?? value
        }
        try read(.classes, &classes)
        try read(.combinationKg, &combinationKg)
        try read(.rigidKg, &rigidKg)
        try read(.kerbUncertaintyKg, &kerbUncertaintyKg)
        try read(.tareUncertaintyKg, &tareUncertaintyKg)
        try read(.learnFrom, &learnFrom)
        try read(.learnOver, &learnOver)
        try read(.roadLimitKg, &roadLimitKg)
        try read(.containerRatingKg, &containerRatingKg)
    }
}

/// Expected weight = declared cargo + tares of the boxes + the vehicle's own weight, learnt over green passages of the pair.
struct WeightModel {
    let settings: WeightSettings

    /// The vehicle's own weight and how far it may be off.
    private struct Kerb {
        var kg: Double
        var uncertainty: Double
    }

    /// nil when no scale reported the passage.
    func weighing(of passage: Passage, view: VehicleView, declaration: Declaration?, past: Past)
        -> Verdict.Weighing?
    {
        guard let (measured, accuracyClass) = passage.weight else { return nil }
        var weighing = Verdict.Weighing(measured: measured)
        // Of a split load, each truck carries the boxes that are seen on it.
        let isSplit = (declaration?.trips ?? 1) > 1
        let numbers = view.containers.map(\.number.text)
        let boxes = (declaration?.containers ?? []).filter { !isSplit || numbers.contains(Plate.normalised($0.number)) }
        let tares = boxes.map { tare(of: $0, seen: view) }
        let tareSum = tares.reduce(0, +)
        let kerb = kerb(of: passage, view: view, past: past)
        let doubt = Double(boxes.count) * settings.tareUncertaintyKg
        let tolerance = settings.classes * accuracyClass / 100 * measured + kerb.uncertainty + doubt
        weighing.tolerance = tolerance.rounded()
        if declaration != nil { weighing.cargo = (measured - kerb.kg - tareSum).rounded() }
        guard var declaration, !isSplit || !boxes.isEmpty else { return weighing }
        declaration.containers = boxes
        guard let cargo = Self.declaredCargo(declaration, tares: tares) else { return weighing }
        weighing.expected = (kerb.kg + tareSum + cargo).rounded()
        weighing.kerb = (measured - tareSum - cargo).rounded()
        return weighing
    }

    /// Cargo as declared, boxes not counted; nil when the declaration does not say.
    static func declaredCargo(_ declaration: Declaration, tares: [Double]) -> Double? {
        var sum = 0.0
        for (box, tare) in zip(declaration.containers, tares) {
            if let gross = box.grossKg {
                sum += gross
            } else if box.load == .empty {
                continue
            } else if let verified = box.verifiedGrossKg {
                sum += max(0, verified - tare)
            } else {
                return goodsWeight(declaration)
            }
        }
        return declaration.containers.isEmpty ? goodsWeight(declaration) : sum
    }

    private static func goodsWeight(_ declaration: Declaration) -> Double? {
        let weights = declaration.goods.map { $0.grossKg ?? $0.netKg }
        guard !weights.isEmpty, !weights.contains(nil) else { return nil }
        return weights.compactMap { $0 }.reduce(0, +)
    }

    func tare(of box: Declaration.Container, seen view: VehicleView) -> Double {
        if let tare = box.tareKg { return tare }
        let painted = view.containers.first { $0.number.text == Plate.normalised(box.number) }?.read.sizeType
        return Self.tare(painted ?? box.sizeType)
    }

    /// Usual tare of a box by size and type, kilograms (domain reference "iso6346").
    static func tare(_ code: SizeTypeCode?) -> Double {
        guard let code else { return 2_900 }
        let isReefer = code.typeLetter == "R"
        switch code.lengthFeet ?? 40 {
        case ...20: return isReefer ? 3_000 : 2_200
        case 45...: return isReefer ? 5_200 : 4_700
        default: return isReefer ? 4_700 : code.text.dropFirst().first == "5" ? 3_950 : 3_700
        }
    }

    /// Learnt from green passages of the pair, so that a hidden load cannot become the vehicle's own weight.
    private func kerb(of passage: Passage, view: VehicleView, past: Past) -> Kerb {
        let usual = view.trailer == nil ? settings.rigidKg : settings.combinationKg
        let unknown = Kerb(kg: usual, uncertainty: settings.kerbUncertaintyKg)
        guard let tractor = view.tractorText else { return unknown }
        let samples = past.movements(.tractor, tractor, atMost: 5 * settings.learnOver).filter {
            $0.channel == .green && $0.trailer == view.trailerText
        }.compactMap(\.weighing?.kerb).prefix(settings.learnOver)
        guard samples.count >= max(2, settings.learnFrom) else { return unknown }
        let mean = samples.reduce(0, +) / Double(samples.count)
        let variance = samples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(samples.count - 1)
        return Kerb(kg: mean, uncertainty: max(200, 2 * variance.squareRoot()))
    }
}

extension Passage {
    /// The last weighing of the vehicle.
    var weight: (kg: Double, accuracyClass: Double)? {
        for event in readings.reversed() {
            if case .weight(let kg, let accuracyClass) = event.reading { return (kg, accuracyClass) }
        }
        return nil
    }
}
