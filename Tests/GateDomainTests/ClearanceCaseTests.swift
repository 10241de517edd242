import GateDomain
import Testing

@Suite("Clearance case")
struct ClearanceCaseTests {
    typealias Case = ClearanceCase

    /// The refusal of the last event after the others were applied; nil when all are taken.
    private func refusal(_ events: [Case.Event]) -> Case.Refusal? {
        var item = Case(id: "p", opened: Instant(microseconds: 0))
        for event in events {
            do throws(Case.Refusal) { try item.apply(event) } catch { return error }
        }
        return nil
    }

    @Test(
        "Events in order, and what is refused",
        arguments: [
            ([.claim(officer: "an"), .resolve(.release, officer: "an", reason: "as declared")], nil),
            ([.resolve(.release, officer: "an", reason: "x")], .notClaimed(by: "an")),
            ([.claim(officer: "an"), .claim(officer: "binh")], .alreadyClaimed(by: "an")),
            ([.claim(officer: "an"), .claim(officer: "an")], nil),
            ([.claim(officer: "an"), .unclaim(officer: "an"), .claim(officer: "binh")], nil),
            ([.claim(officer: "an"), .unclaim(officer: "binh")], .notClaimed(by: "binh")),
            ([.claim(officer: "an"), .resolve(.refuse, officer: "an", reason: "  ")], .reasonMissing),
            ([.lift(agency: "customs", officer: "an")], .noSuchHold(agency: "customs")),
            (
                [
                    .hold(agency: "quarantine", officer: "q"), .hold(agency: "customs", officer: "c"),
                    .claim(officer: "an"), .resolve(.release, officer: "an", reason: "x"),
                ], .held(agencies: ["customs", "quarantine"])
            ),
            (
                [
                    .hold(agency: "customs", officer: "c"), .claim(officer: "an"),
                    .resolve(.refuse, officer: "an", reason: "x"),
                ], nil
            ),
            (
                [
                    .claim(officer: "an"), .resolve(.refer, officer: "an", reason: "x"),
                    .hold(agency: "customs", officer: "c"),
                ], .alreadyResolved
            ),
        ] as [([Case.Event], Case.Refusal?)])
    func table(_ events: [Case.Event], _ expected: Case.Refusal?) {
        #expect(refusal(events) == expected)
    }
}
