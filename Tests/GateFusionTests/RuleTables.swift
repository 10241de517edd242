import GateDomain

@testable import GateFusion

private let day = 86_400.0
private func weight(_ kg: Double) -> SensorEvent.Reading { .weight(kg: kg, accuracyClass: 1) }
private func seal(_ number: String?, _ state: SensorEvent.SealState = .intact) -> SensorEvent.Reading {
    .seal(state: state, number: number, container: nil)
}

extension RuleTests {
    static let plates: [Row] = [
        Row(4, "white on a lorry", .fires) { $0.seen[0] = $0.seen[0].coloured(.white) },
        Row(4, "yellow", .clear),
        Row(4, "no colour seen", .unknown) { $0.seen[0] = $0.seen[0].coloured(.unknown) },
        Row(4, "nothing declared", .unknown) {
            $0.seen[0] = $0.seen[0].coloured(.white)
            $0.declaration = nil
        },
    ]

    static let containers: [Row] = [
        Row(11, "one of two came", .fires) { $0.declare { $0.containers.append(.init(number: "CSQU3054383")) } },
        Row(11, "all came", .clear),
        Row(11, "none could be read", .unknown) { $0.seen.removeLast() },
        Row(11, "a manifest for many trucks", .unknown) {
            $0.declare {
                $0.containers.append(.init(number: "CSQU3054383"))
                $0.trips = 2
            }
        },
        Row(13, "owner not registered", .fires) { $0.registers = Registers(owners: ["CSQ"]) },
        Row(13, "registered", .clear) { $0.registers = Registers(owners: ["MSCU"]) },
        Row(13, "no register", .unknown),
        Row(14, "a tank declared", .fires) { $0.declare { $0.containers[0].sizeType = SizeTypeCode("45T6") } },
        Row(14, "the same", .clear),
        Row(14, "one look-alike off", .clear) { $0.declare { $0.containers[0].sizeType = SizeTypeCode("2ZG1") } },
        Row(14, "not declared", .unknown) { $0.declare { $0.containers[0].sizeType = nil } },
        Row(15, "forty feet long", .fires) { $0.readings = [.length(feet: 40, container: nil)] },
        Row(15, "twenty feet long", .clear) { $0.readings = [.length(feet: 20, container: "MSCU0137155")] },
        Row(15, "not measured", .unknown),
    ]

    static let seals: [Row] = [
        Row(18, "another number", .fires) { $0.readings = [seal("VN999999")] },
        Row(18, "written with a space", .clear) { $0.readings = [seal("VN 123456")] },
        Row(18, "no reader", .unknown),
        Row(18, "no seal declared", .unknown) {
            $0.readings = [seal("VN123456")]
            $0.declare { $0.containers[0].seals = [] }
        },
        Row(19, "broken", .fires) { $0.readings = [seal(nil, .broken)] },
        Row(19, "absent", .fires) { $0.readings = [seal(nil, .absent)] },
        Row(19, "absent from an empty box", .clear) {
            $0.readings = [seal(nil, .absent)]
            $0.declare { $0.containers[0].load = .empty }
        },
        Row(19, "intact", .clear) { $0.readings = [seal("VN123456")] },
        Row(19, "not looked at", .unknown),
        Row(20, "on another box before", .fires) {
            $0.before(
                at: -3600, [Fixture.sighting(.containerSide, "CSQU3054383", at: -3600)], readings: [seal("VN123456")])
            $0.readings = [seal("VN123456")]
        },
        Row(20, "on the same box before", .clear) {
            $0.before(at: -3600, readings: [seal("VN123456")])
            $0.readings = [seal("VN123456")]
        },
        Row(20, "number not read", .unknown) { $0.readings = [seal(nil)] },
        Row(21, "opened", .fires) {
            $0.readings = [.electronicSeal(alarm: .opened, minutes: nil, container: "MSCU0137155", tractor: nil)]
        },
        Row(21, "stopped for two hours", .fires) {
            $0.readings = [.electronicSeal(alarm: .stopped, minutes: 120, container: nil, tractor: "12C12345")]
        },
        Row(21, "stopped for an hour", .clear) {
            $0.readings = [.electronicSeal(alarm: .stopped, minutes: 60, container: nil, tractor: "12C12345")]
        },
        Row(21, "no e-seal", .unknown),
    ]

    // 20,000 of cargo + 2,200 of box + 15,000 of tractor and trailer; 2 × 1% + 1,500 + 200 are left open.
    static let weights: [Row] = [
        Row(22, "five tons too heavy", .fires) { $0.readings = [weight(42_200)] },
        Row(22, "five tons too light", .fires) { $0.readings = [weight(32_200)] },
        Row(22, "within what is left open", .clear) { $0.readings = [weight(38_900)] },
        Row(22, "two tons too heavy for a pair that is known well", .fires) {
            for trip in 1...4 { $0.round(trip, entry: 37_200 + 50 * Double(trip)) }
            $0.readings = [weight(39_700)]
        },
        Row(22, "no scale", .unknown),
        Row(22, "no weight declared", .unknown) {
            $0.readings = [weight(42_200)]
            $0.declare {
                $0.containers[0].grossKg = nil
                $0.goods = []
            }
        },
        Row(23, "declared empty, ten tons", .fires) {
            $0.declare {
                $0.containers[0].load = .empty
                $0.containers[0].grossKg = nil
            }
            $0.readings = [weight(27_200)]
        },
        Row(23, "declared empty, is empty", .clear) {
            $0.declare { $0.containers[0].load = .empty }
            $0.readings = [weight(17_500)]
        },
        Row(23, "not weighed", .unknown) { $0.declare { $0.containers[0].load = .empty } },
        Row(24, "declared full, is empty", .fires) { $0.readings = [weight(17_500)] },
        Row(24, "full", .clear) { $0.readings = [weight(37_200)] },
        Row(24, "not weighed", .unknown),
        Row(25, "over the road's limit", .fires) { $0.readings = [weight(52_000)] },
        Row(25, "over the box's rating", .fires) { $0.declare { $0.containers[0].grossKg = 31_000 } },
        Row(25, "within", .clear) { $0.readings = [weight(37_200)] },
        Row(25, "nothing known", .unknown) { $0.declaration = nil },
        Row(26, "lighter by eight tons", .fires) { $0.leaves(with: 29_200) },
        Row(26, "as it came", .clear) { $0.leaves(with: 37_000) },
        Row(26, "with another box", .unknown) {
            $0.leaves(with: 29_200)
            $0.seen[2] = Fixture.sighting(.containerSide, "CSQU3054383", at: 7200)
        },
        Row(33, "three trucks on a declaration for two loads", .fires) { $0.splits([37_200, 37_200], now: 37_200) },
        Row(33, "two trucks", .clear) { $0.splits([27_200], now: 27_200) },
        Row(33, "one of them not weighed", .unknown) { $0.splits([nil], now: 37_200) },
    ]

    static let goods: [Row] = [
        Row(27, "frozen fish in a dry box", .fires) { $0.declares("030389") },
        Row(27, "frozen fish in a reefer", .clear) {
            $0.declares("030389")
            $0.seen[2] = Fixture.sighting(.containerSide, "MSCU0137155", at: 0, size: "45R1")
            $0.declare { $0.containers[0].sizeType = nil }
        },
        Row(27, "type not known", .unknown) {
            $0.declares("030389")
            $0.painted(nil)
        },
        Row(28, "tiles, cooled", .fires) {
            $0.painted("22R1")
            $0.readings = [.reefer(isRunning: true, celsius: -18, container: nil)]
        },
        Row(28, "tiles in a reefer that is off", .clear) {
            $0.painted("22R1")
            $0.readings = [.reefer(isRunning: false, celsius: nil, container: nil)]
        },
        Row(28, "tiles in a dry box", .clear),
        Row(28, "nobody looked", .unknown) { $0.painted("22R1") },
        Row(29, "petrol in a dry box", .fires) {
            $0.declares("271012")
            $0.declare { $0.goods[0].packages = nil }
        },
        Row(29, "petrol in drums", .clear) { $0.declares("271012") },
        Row(29, "tiles in a tank", .fires) { $0.painted("22T1") },
        Row(29, "petrol in a tank", .clear) {
            $0.declares("271012")
            $0.painted("22T1")
        },
        Row(29, "no HS code", .unknown) { $0.declare { $0.goods[0].hsCode = nil } },
        Row(30, "a placard, nothing declared", .fires) { $0.readings = [.placards([.init(unNumber: "1203")])] },
        Row(30, "declared, no placard", .fires) {
            $0.readings = [.placards([])]
            $0.declare { $0.goods[0].hazards = [.init(unNumber: "1203", hazardClass: "3")] }
        },
        Row(30, "placard of the declared class", .clear) {
            $0.readings = [.placards([.init(hazardClass: "3")])]
            $0.declare { $0.goods[0].hazards = [.init(unNumber: "1203", hazardClass: "3")] }
        },
        Row(30, "nobody looked", .unknown) {
            $0.declare { $0.goods[0].hazards = [.init(unNumber: "1203", hazardClass: "3")] }
        },
        Row(34, "two owners", .fires) {
            $0.declare {
                $0.trade = .twoWay
                $0.consignments = [.init(reference: "H1", parties: .init(consignee: "Another Ltd."))]
            }
        },
        Row(34, "two kinds of produce", .fires) {
            $0.declares("081090")
            $0.declare {
                $0.trade = .twoWay
                $0.goods.append(.init(hsCode: "080390"))
            }
        },
        Row(34, "one owner, one kind", .clear) { $0.declare { $0.trade = .twoWay } },
        Row(34, "kind of trade not declared", .unknown),
        Row(43, "jackfruit without certificate", .fires) {
            $0.declares("081090")
            $0.declare { $0.documents = [] }
        },
        Row(43, "with one that has run out", .fires) {
            $0.declares("081090")
            $0.declare {
                $0.documents = [.init(kind: "quarantine", number: "Q1", validUntil: Fixture.time(-day).instant)]
            }
        },
        Row(43, "with one", .clear) {
            $0.declares("081090")
            $0.declare { $0.documents = [.init(kind: "quarantine", number: "Q1")] }
        },
        Row(43, "tiles", .clear),
        Row(43, "documents not spoken of", .unknown) { $0.declares("081090") },
    ]

    static let papers: [Row] = [
        Row(31, "another truck passed on it", .fires) {
            $0.before(at: -7200, RuleTests.Situation.truck(at: -7200, "51C73560"))
        },
        Row(31, "the same truck, seen again at once", .clear) { $0.before(at: -60) },
        Row(31, "a declaration for two", .clear) {
            $0.before(at: -7200)
            $0.declare { $0.trips = 2 }
        },
        Row(31, "nothing declared", .unknown) { $0.declaration = nil },
        Row(32, "cancelled", .fires) { $0.declare { $0.status = .cancelled } },
        Row(32, "refused", .fires) { $0.declare { $0.status = .refused } },
        Row(32, "expired", .fires) { $0.declare { $0.validUntil = Fixture.time(-60).instant } },
        Row(32, "leaves before it is cleared", .fires) {
            $0.direction = .exit
            $0.configuration.exitNeedsClearance = true
        },
        Row(32, "in force", .clear),
        Row(32, "nothing declared", .unknown) { $0.declaration = nil },
        Row(39, "permit run out", .fires) {
            $0.permit(until: -day)
        },
        Row(39, "permit of another truck", .fires) {
            $0.permit(until: nil)
            $0.registers = Registers(permits: [.init(number: "P1", plate: "51C73560")])
        },
        Row(39, "third entry on a permit for two", .fires) {
            $0.permit(until: nil)
            $0.registers = Registers(permits: [.init(number: "P1", quota: 2, periodDays: 30)])
            $0.before(at: -3 * day)
            $0.before(at: -2 * day)
        },
        Row(39, "valid", .clear) {
            $0.permit(until: day)
            $0.registers = Registers(permits: [.init(number: "P1", plate: "12C12345", quota: 2)])
        },
        Row(39, "documents not spoken of", .unknown),
        Row(40, "a fiftieth of the usual value", .fires) { $0.prices(others: 30, value: 19_000 * 0.02) },
        Row(40, "the usual value", .clear) { $0.prices(others: 30, value: 19_000) },
        Row(40, "net above gross", .fires) { $0.declare { $0.goods[0].grossKg = 18_000 } },
        Row(40, "like known fraud", .fires) { $0.risk = { _ in DeclarationRisk(score: 0.9, reasons: ["Twins."]) } },
        Row(40, "like others", .clear) { $0.risk = { _ in DeclarationRisk(score: 0.89, reasons: ["Twins."]) } },
        Row(40, "unlike all that the model knows", .unknown) {
            $0.risk = { _ in nil }
            $0.declare { $0.goods[0].netKg = nil }
        },
        Row(40, "no goods", .unknown) { $0.declare { $0.goods = [] } },
        Row(41, "bananas from Finland", .fires) { $0.origin("080390", "FI") },
        Row(41, "bananas from Vietnam", .clear) { $0.origin("080390", "VN") },
        Row(41, "no origin declared", .unknown) { $0.origin("080390", nil) },
        Row(42, "blocked", .fires) {
            $0.registers = Registers(firms: [.init(name: "PINGXIANG YOUYI LTD", standing: .ineligible)])
        },
        Row(42, "first time", .fires) { $0.registers = Registers(firms: [.init(name: "Another", standing: .known)]) },
        Row(42, "known", .clear) {
            $0.registers = Registers(firms: [.init(name: "Pingxiang Youyi Ltd.", standing: .known)])
        },
        Row(42, "no register", .unknown),
    ]

    static let people: [Row] = [
        Row(35, "thirty hours, one-way", .fires) { $0.stays(hours: 30, .oneWay) },
        Row(35, "thirty hours, two-way", .clear) { $0.stays(hours: 30, .twoWay) },
        Row(35, "forty hours", .fires) { $0.stays(hours: 40, nil) },
        Row(35, "thirty hours, trade not declared", .unknown) { $0.stays(hours: 30, nil) },
        Row(36, "eight hours for a way of one", .fires) { $0.walks(seconds: 8 * 3600, steps: true) },
        Row(36, "half an hour", .clear) { $0.walks(seconds: 1800, steps: true) },
        Row(36, "from nowhere", .fires) { $0.walks(seconds: nil, steps: true) },
        Row(36, "no way configured", .unknown) { $0.walks(seconds: 1800, steps: false) },
        Row(37, "another driver", .fires) { $0.readings = [.driver("B0000001")] },
        Row(37, "a fourth vehicle in a day", .fires) {
            $0.readings = [.driver("B7712345")]
            for (hour, plate) in [(-3.0, "51C73560"), (-2, "29H11420"), (-1, "98H12277")] {
                $0.before(
                    at: hour * 3600, [Fixture.sighting(.frontPlate, plate, at: hour * 3600)],
                    readings: [.driver("B7712345")])
            }
        },
        Row(37, "the declared one", .clear) { $0.readings = [.driver("B77 12345")] },
        Row(37, "no card read", .unknown),
        Row(38, "tractor watched", .fires) {
            $0.registers = Registers(watched: [.init(kind: .plate, text: "12C-123.45")])
        },
        Row(38, "a look-alike of it", .fires) {
            $0.registers = Registers(watched: [.init(kind: .plate, text: "12C12845", severity: 4)])
            $0.seen[0] = Fixture.sighting(.frontPlate, "12C12B45", at: 0)
        },
        Row(38, "firm watched", .fires) {
            $0.registers = Registers(watched: [.init(kind: .firm, text: "Pingxiang Youyi Ltd")])
        },
        Row(38, "others watched", .clear) {
            $0.registers = Registers(watched: [.init(kind: .plate, text: "51C73560")])
        },
        Row(38, "no list", .unknown),
    ]
}

extension RuleTests.Situation {
    /// The pair came and went with this declaration's load, weighed at entry.
    mutating func round(_ trip: Int, entry: Double) {
        let seconds = -Double(trip) * 2 * 86_400
        before(at: seconds, readings: [weight(entry)])
        before(at: seconds + 7200, direction: .exit)
        declaration?.trips = 100
        history.sort { $0.arrived < $1.arrived }
    }

    mutating func leaves(with kg: Double) {
        before(at: -7200, readings: [weight(37_200)])
        direction = .exit
        readings = [weight(kg)]
    }

    mutating func splits(_ earlier: [Double?], now: Double) {
        declare { $0.trips = 5 }
        for (index, kg) in earlier.enumerated() {
            let seconds = -Double(index + 1) * 7200
            before(
                at: seconds, RuleTests.Situation.truck(at: seconds, ["51C73560", "29H11420"][index % 2]),
                readings: kg.map { [weight($0)] } ?? [])
        }
        readings = [weight(now)]
    }

    mutating func declares(_ hs: String) { declare { $0.goods[0].hsCode = hs } }

    mutating func painted(_ code: String?) {
        seen[2] = Fixture.sighting(.containerSide, Self.number, at: 0, size: code)
        declare { $0.containers[0].sizeType = code.flatMap { SizeTypeCode($0) } }
    }

    mutating func permit(until seconds: Double?) {
        declare {
            $0.documents = [.init(kind: "permit", number: "P1", validUntil: seconds.map { Fixture.time($0).instant })]
        }
    }

    mutating func prices(others count: Int, value: Double) {
        declare { $0.goods[0].value = value }
        for index in 0..<count {
            var other = Fixture.declaration("O\(index)", "98H12277")
            other.goods = [.init(hsCode: "690721", netKg: 1000, value: 1000 * (0.8 + 0.4 * Double(index) / 30))]
            others.append(other)
        }
    }

    mutating func origin(_ hs: String, _ country: String?) {
        registers = Registers(origins: [.init(hs: "0803", origins: ["VN", "EC", "PH"])])
        declare {
            $0.goods[0].hsCode = hs
            $0.goods[0].origin = country
        }
    }

    mutating func stays(hours: Double, _ trade: Declaration.Trade?) {
        before(at: 0)
        seconds = hours * 3600
        seen = Self.truck(at: seconds)
        direction = .exit
        declare { $0.trade = trade }
    }

    mutating func walks(seconds way: Double?, steps: Bool) {
        let yard = LanePlace(gate: "huu-nghi", lane: "YARD")
        if let way {
            var passage = Fixture.passage(sightings: Self.truck(at: -way), at: -way, lane: yard)
            passage.place = yard
            history.append(passage)
        }
        if steps {
            configuration.steps = [.init(from: yard, to: Fixture.lane, leastSeconds: 300, mostSeconds: 3600)]
        }
    }
}

extension Sighting {
    fileprivate func coloured(_ colour: PlateColour) -> Sighting {
        guard case .plate(var read) = subject else { return self }
        read.colour = colour
        var copy = self
        copy.subject = .plate(read)
        return copy
    }
}
