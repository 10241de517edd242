import GateDomain
import GatePipeline
import Testing

private let lan = DeskOfficer(name: "lan", role: .officer, agency: .customs)
private let hoa = DeskOfficer(name: "hoa", role: .supervisor, agency: .customs)
private let minh = DeskOfficer(name: "minh", role: .officer, agency: .quarantine)
private let admin = DeskOfficer(name: "root", role: .administrator, agency: nil)
private let start = Instant(microseconds: 1_800_000_000_000_000)

private func desk(_ channel: Channel = .red, severity: Int = 3, holds: [String] = ["customs"]) throws -> CaseDesk {
    let rule = try #require(RuleID(10))
    return CaseDesk(
        clearanceCase: ClearanceCase(id: "p", opened: start), acts: [],
        verdict: Verdict(
            id: "p", place: LanePlace(gate: "g", lane: "l"), direction: .entry, arrived: start, decided: start,
            tractorPlate: "29C58214", trailerPlate: nil, containers: [], declaration: nil,
            discrepancies: [
                Discrepancy(
                    rule: rule, version: 1, severity: severity, seen: "x", declared: nil, reason: "r", sightings: [])
            ], channel: channel, channelReason: .criteria, opensCase: true, holds: holds))
}

private func release(_ text: String = "papers shown", code: String = "documentsShown") -> DeskOrder {
    .resolve(.release, code: code, text: text)
}

extension CaseDesk {
    fileprivate mutating func order(_ order: DeskOrder, by officer: DeskOfficer) throws(DeskRefusal) {
        try take(order, by: officer, at: start, reads: ["s1": "29C58214"])
    }

    fileprivate func refusal(_ order: DeskOrder, by officer: DeskOfficer) -> DeskRefusal? {
        var copy = self
        do {
            try copy.order(order, by: officer)
            return nil
        } catch {
            return error
        }
    }
}

@Suite struct CaseDeskTests {
    @Test func aRedReleaseNeedsAnotherPair() throws {
        var desk = try desk()
        try desk.order(release(), by: lan)
        #expect(desk.holder == "lan" && !desk.isResolved && desk.acts.pending.count == 1)
        let act = try #require(desk.acts.pending.first?.ordinal)
        #expect(desk.refusal(.confirm(act: act, text: ""), by: lan) == .sameOfficer)
        #expect(desk.refusal(.confirm(act: 99, text: ""), by: hoa) == .nothingToConfirm)
        #expect(desk.refusal(release(), by: lan) == .waitsForSecond)
        #expect(desk.refusal(.unclaim, by: lan) == .waitsForSecond)
        try desk.order(.confirm(act: act, text: ""), by: hoa)
        #expect(desk.clearanceCase.state == .resolved(.release, officer: "lan"))
        #expect(desk.refusal(.confirm(act: act, text: ""), by: minh) == .nothingToConfirm)
    }

    @Test(arguments: [(Channel.yellow, 2, false), (.yellow, 4, true), (.red, 3, true)])
    func whatNeedsAnotherPair(channel: Channel, severity: Int, needs: Bool) throws {
        var desk = try desk(channel, severity: severity)
        try desk.order(release(), by: lan)
        #expect(desk.acts.pending.isEmpty != needs && desk.isResolved != needs)
        // Refusing and referring never do.
        for order in [
            DeskOrder.resolve(.refuse, code: "swap", text: "x"), .resolve(.refer, code: "toInspection", text: "x"),
        ] {
            var desk = try self.fresh(channel, severity)
            try desk.order(order, by: lan)
            #expect(desk.isResolved)
        }
    }

    private func fresh(_ channel: Channel, _ severity: Int) throws -> CaseDesk {
        try desk(channel, severity: severity)
    }

    @Test func holdsOfOthersStopARelease() throws {
        var desk = try desk(.yellow, severity: 2, holds: ["customs", "quarantine"])
        #expect(desk.refusal(release(), by: lan) == .held(agencies: ["quarantine"]))
        #expect(desk.refusal(.lift(agency: "quarantine", text: "x"), by: lan) == .notYourHold)
        #expect(desk.refusal(.lift(agency: "quarantine", text: " "), by: minh) == .textMissing)
        try desk.order(.lift(agency: "quarantine", text: "certificate shown"), by: minh)
        // Lifted once, the rule's hold does not come back.
        #expect(desk.holds == ["customs"])
        #expect(desk.refusal(.lift(agency: "quarantine", text: "x"), by: minh) == .noSuchHold)
        try desk.order(release(), by: lan)
        #expect(desk.clearanceCase.state == .resolved(.release, officer: "lan") && desk.holds.isEmpty)
        #expect(desk.acts.contains { $0.kind == .lifted && $0.subject == "customs" })
    }

    @Test func aHoldThatComesBetweenStopsTheSecondOfficerToo() throws {
        var desk = try desk()
        try desk.order(release(), by: lan)
        try desk.order(.hold(text: "certificate missing"), by: minh)
        let act = try #require(desk.acts.pending.first?.ordinal)
        #expect(desk.refusal(.confirm(act: act, text: ""), by: hoa) == .held(agencies: ["quarantine"]))
        try desk.order(.decline(act: act, text: "not yet"), by: hoa)
        #expect(desk.acts.pending.isEmpty && desk.holder == "lan")
    }

    @Test func servicesWithoutADeskAreLiftedByCustoms() throws {
        var desk = try desk(.yellow, severity: 2, holds: ["fire service"])
        #expect(desk.refusal(.lift(agency: "fire service", text: "x"), by: minh) == .notYourHold)
        try desk.order(.lift(agency: "fire service", text: "they called"), by: lan)
        #expect(desk.holds.isEmpty)
    }

    @Test func reasonsAreCodesAndWords() throws {
        let desk = try desk()
        #expect(desk.refusal(release(code: "swap"), by: lan) == .reasonMissing)
        #expect(desk.refusal(release(code: ""), by: lan) == .reasonMissing)
        #expect(desk.refusal(release(" \n\t"), by: lan) == .textMissing)
        #expect(desk.refusal(release(), by: admin) == .notAllowed)
    }

    @Test func oneHasItInHand() throws {
        var desk = try desk()
        try desk.order(.claim, by: lan)
        try desk.order(.claim, by: lan)
        #expect(desk.acts.filter { $0.kind == .claimed }.count == 1)
        #expect(desk.refusal(.claim, by: minh) == .claimed(by: "lan"))
        #expect(desk.refusal(.resolve(.refuse, code: "swap", text: "x"), by: hoa) == .claimed(by: "lan"))
        #expect(desk.refusal(.unclaim, by: minh) == .claimed(by: "lan"))
        // A supervisor may take it out of somebody's hands.
        try desk.order(.unclaim, by: hoa)
        try desk.order(.claim, by: minh)
        #expect(desk.holder == "minh")
    }

    @Test func takingBackIsAnotherAct() throws {
        var desk = try desk()
        #expect(desk.refusal(.reopen(text: "x"), by: lan) == .notResolved)
        try desk.order(.resolve(.refuse, code: "swap", text: "x"), by: lan)
        let before = desk.acts
        #expect(desk.refusal(.reopen(text: "x"), by: minh) == .notAllowed)
        #expect(desk.refusal(.reopen(text: ""), by: lan) == .textMissing)
        #expect(desk.refusal(.claim, by: minh) == .alreadyResolved)
        try desk.order(.reopen(text: "wrong truck"), by: hoa)
        #expect(Array(desk.acts.prefix(before.count)) == before && desk.acts.last?.kind == .reopened)
        #expect(desk.clearanceCase.state == .opened)
    }

    @Test func whatIsReferredIsTakenUpAgain() throws {
        var desk = try desk()
        try desk.order(.resolve(.refer, code: "toQuarantine", text: "x"), by: lan)
        try desk.order(.claim, by: minh)
        #expect(desk.holder == "minh")
    }

    @Test func aCorrectionKeepsWhatWasRead() throws {
        var desk = try desk()
        let correction = DeskOrder.correct(sighting: "s1", to: "29C-582.15", text: "mud on the plate")
        #expect(desk.refusal(.correct(sighting: "s9", to: "29C-582.15", text: "x"), by: lan) == .noSuchRead)
        #expect(desk.refusal(.correct(sighting: "s1", to: "…", text: "x"), by: lan) == .noPlateOrNumber)
        try desk.order(correction, by: lan)
        #expect(desk.acts.corrections.isEmpty)
        let act = try #require(desk.acts.pending.first)
        #expect(act.from == "29C58214" && act.to == "29C58215")
        try desk.order(.confirm(act: act.ordinal, text: ""), by: minh)
        #expect(desk.acts.corrections["s1"]?.to == "29C58215" && desk.holder == "lan")
    }

    @Test func anInspectionHasAResult() throws {
        var desk = try desk()
        #expect(desk.refusal(.inspected(.conforms, text: "x"), by: lan) == .noInspection)
        try desk.order(.askInspection(.scan, text: ""), by: lan)
        #expect(desk.acts.isUnderInspection)
        #expect(desk.refusal(.inspected(.differs, text: ""), by: minh) == .textMissing)
        try desk.order(.inspected(.differs, text: "behind the wall"), by: minh)
        #expect(!desk.acts.isUnderInspection)
    }

    @Test func manyAreSentToAnotherAgency() throws {
        var desk = try desk()
        try desk.order(.claim, by: lan)
        #expect(desk.refusal(.reroute(.quarantine, text: "x"), by: lan) == .notAllowed)
        try desk.order(.reroute(.quarantine, text: "produce"), by: hoa)
        #expect(desk.holds == ["customs", "quarantine"] && desk.holder == nil)
    }

    /// Whatever is ordered in whatever order: ordinals count, a refusal changes nothing, nothing red is released by one alone.
    @Test(arguments: 0..<200) func anyOrder(seed: UInt64) throws {
        var random = Random(state: seed)
        var desk = try desk(.red, holds: ["customs", "quarantine"])
        let officers = [lan, hoa, minh, admin]
        for _ in 0..<60 {
            let act = (desk.acts.pending.first?.ordinal ?? 1)
            let orders: [DeskOrder] = [
                .claim, .unclaim, release(), .resolve(.refuse, code: "swap", text: "x"),
                .resolve(.refer, code: "other", text: "x"), .confirm(act: act, text: ""),
                .decline(act: act, text: "no"), .hold(text: "x"), .lift(agency: "customs", text: "x"),
                .lift(agency: "quarantine", text: "x"), .askInspection(.physical, text: ""),
                .inspected(.conforms, text: "x"), .correct(sighting: "s1", to: "29C58215", text: "x"), .note("x"),
                .reopen(text: "x"), .reroute(.borderGuard, text: "x"),
            ]
            let before = desk
            let officer = officers[random.next(officers.count)]
            do {
                try desk.order(orders[random.next(orders.count)], by: officer)
                #expect(officer != admin)
            } catch {
                #expect(desk.acts == before.acts && desk.clearanceCase == before.clearanceCase)
            }
            #expect(desk.acts.map(\.ordinal) == Array(1...max(1, desk.acts.count)).prefix(desk.acts.count).map { $0 })
            #expect(Array(desk.acts.prefix(before.acts.count)) == before.acts)
            if case .resolved(.release, let asker) = desk.clearanceCase.state {
                let confirmed = try #require(desk.acts.last { $0.kind == .confirmed })
                #expect(confirmed.officer != asker && desk.holds.isEmpty)
            }
        }
    }

    private struct Random {
        var state: UInt64
        mutating func next(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(truncatingIfNeeded: state >> 33) % count
        }
    }

    @Test func theWatchListTakesTwo() throws {
        var desk = WatchDesk([])
        func refusal(_ order: WatchOrder, _ officer: DeskOfficer) -> DeskRefusal? {
            var copy = desk
            do {
                try copy.take(order, by: officer, at: start)
                return nil
            } catch {
                return error
            }
        }
        let plate = WatchedThing(kind: .plate, text: "29C-582.14", severity: 9, note: "border guard")
        #expect(refusal(.add(plate), admin) == .notAllowed)
        #expect(refusal(.add(WatchedThing(kind: .plate, text: "…", severity: 3, note: "x")), lan) == .noPlateOrNumber)
        #expect(
            refusal(.add(WatchedThing(kind: .container, text: "ABC", severity: 3, note: "x")), lan) == .noPlateOrNumber)
        #expect(refusal(.add(WatchedThing(kind: .person, text: " ", severity: 3, note: "x")), lan) == .textMissing)
        #expect(refusal(.add(WatchedThing(kind: .firm, text: "x y", severity: 3, note: " ")), lan) == .textMissing)
        try desk.take(.add(plate), by: lan, at: start)
        #expect(desk.active.isEmpty && desk.pending.count == 1)
        #expect(refusal(.confirm(act: 1), lan) == .sameOfficer)
        try desk.take(.confirm(act: 1), by: minh, at: start)
        #expect(
            desk.active.map(\.thing) == [
                WatchedThing(kind: .plate, text: "29C58214", severity: 4, note: "border guard")
            ])
        #expect(refusal(.confirm(act: 1), hoa) == .nothingToConfirm)
        try desk.take(.remove(act: 1), by: minh, at: start)
        #expect(desk.active.count == 1 && refusal(.remove(act: 1), lan) == .waitsForSecond)
        try desk.take(.decline(act: 3), by: lan, at: start)
        #expect(desk.active.count == 1)
        try desk.take(.remove(act: 1), by: minh, at: start)
        try desk.take(.confirm(act: 5), by: hoa, at: start)
        #expect(desk.active.isEmpty && desk.pending.isEmpty && desk.acts.map(\.ordinal) == [1, 2, 3, 4, 5, 6])
    }

    /// Who may do what, said a second time.
    @Test func theMatrixOfRoles() {
        let expected: [DeskAction: Set<Role>] = [
            .look: [.officer, .supervisor], .claim: [.officer, .supervisor], .decide: [.officer, .supervisor],
            .confirm: [.officer, .supervisor], .hold: [.officer, .supervisor], .lift: [.officer, .supervisor],
            .inspect: [.officer, .supervisor], .correct: [.officer, .supervisor], .note: [.officer, .supervisor],
            .reopen: [.officer, .supervisor], .reopenOthers: [.supervisor], .reroute: [.supervisor],
            .watch: [.officer, .supervisor],
            .administer: [.administrator], .exportCorrections: [.administrator],
        ]
        for action in DeskAction.allCases { #expect(action.roles == expected[action], "\(action)") }
    }
}
