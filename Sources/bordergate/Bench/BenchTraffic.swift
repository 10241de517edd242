import GateDomain

/// Invented declarations and the trucks that come with them, the same from the same seed.
struct BenchTraffic {
    private var dice: SeededGenerator
    private(set) var declarations: [Declaration] = []

    static let place = LanePlace(gate: "bench", lane: "IN-1")
    static let start = Instant(microseconds: 1_772_000_000_000_000)

    init(declarations count: Int, seed: UInt64) {
        dice = SeededGenerator(state: seed)
        declarations.reserveCapacity(count)
        for index in 0..<count {
            let number = container()
            declarations.append(
                Declaration(
                    reference: "B\(index)", direction: .entry, gate: Self.place.gate,
                    vehicle: .init(tractorPlate: Plate(plate()), trailerPlate: Plate(trailer()), driver: "D\(index)"),
                    containers: [
                        .init(
                            number: number, sizeType: SizeTypeCode("22G1"), seals: [.init(number: "S\(index)")],
                            grossKg: 20_000, load: .full)
                    ],
                    goods: [
                        .init(
                            hsCode: ["690721", "854442", "540752", "851779"][roll(4)], packages: 100, netKg: 19_000,
                            value: 10_000 + Double(roll(20_000)))
                    ],
                    parties: .init(consignor: "Seller \(roll(3000))", consignee: "Importer \(roll(3000))"),
                    documents: []))
        }
    }

    mutating func roll(_ sides: Int) -> Int { Int(dice.next() % UInt64(max(1, sides))) }
    mutating func chance() -> Double { Double(dice.next() >> 11) / Double(1 << 53) }

    /// A lorry's plate: of any of the 81 codes of provinces, a letter of lorries. So among 100,000 of them, one in fifty strangers has a
    /// neighbour that differs by one look-alike.
    mutating func plate() -> String {
        "\(Self.provinces[roll(Self.provinces.count)])\(["C", "H", "D", "E", "F", "G"][roll(6)])\(digits(5))"
    }

    private static let provinces = (11...99).filter { ![13, 42, 44, 45, 46, 87, 91, 96].contains($0) }

    mutating func trailer() -> String { "\(["12", "15", "29", "51"][roll(4)])RM\(digits(5))" }

    mutating func container() -> String {
        let owner = ["MSC", "CMA", "TGH", "OOL", "TCL", "CAI", "SEG", "BEA"][roll(8)]
        let serial = "\(owner)U\(digits(6))"
        return serial + String(ContainerNumber.checkDigit(of: serial) ?? 0)
    }

    private mutating func digits(_ count: Int) -> String { (0..<count).map { _ in String(roll(10)) }.joined() }

    /// A passage of a vehicle that shows these texts; nil is a side that no camera sees.
    func passage(_ number: Int, tractor: ReadText?, trailer: ReadText?, box: ReadText?) -> Passage {
        let arrived = Self.start.advanced(bySeconds: Double(number) * 30)
        func sighting(_ role: CameraRole, _ subject: Sighting.Subject) -> Sighting {
            let time = CaptureTime(instant: arrived, quality: .recorded)
            return Sighting(
                id: "bench/\(number)/\(role.rawValue)",
                place: CameraPlace(lane: Self.place, camera: role.rawValue, role: role), visit: number,
                subject: subject, first: time, last: time, settled: arrived, reads: 10)
        }
        let corners = Quad(box: Box(x: 0, y: 0, width: 100, height: 30))
        var sightings: [Sighting] = []
        for (role, text) in [(CameraRole.frontPlate, tractor), (.rearPlate, trailer)] {
            if let text, let plate = Plate(text.text) {
                sightings.append(
                    sighting(
                        role,
                        .plate(
                            PlateRead(
                                raw: text, plate: plate, colour: .yellow, confidence: 0.95, lines: 1, corners: corners))
                    ))
            }
        }
        if let box, let number = ContainerNumber(box.text) {
            sightings.append(
                sighting(
                    .containerSide,
                    .container(
                        ContainerRead(
                            raw: box, number: number, sizeType: SizeTypeCode("22G1"), confidence: 0.95,
                            corners: corners))))
        }
        return Passage(
            id: "bench/IN-1/\(number)", place: Self.place, direction: .entry, arrived: arrived,
            decided: arrived.advanced(bySeconds: 5), sightings: sightings, darkCameras: [], unseenRoles: [])
    }
}

/// SplitMix64: the same numbers everywhere.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
