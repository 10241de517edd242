import GateDomain
import Testing

@Suite("Instants")
struct InstantTests {
    @Test(
        "RFC 3339 is read",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-03-02T01:00:00.350Z", 1_772_413_200_350_000),
            ("2026-03-02T08:00:00.35+07:00", 1_772_413_200_350_000), ("1969-12-31T23:59:59.999999Z", -1),
            ("2024-02-29T00:00:00z", 1_709_164_800_000_000), ("2000-01-01 00:00:00-00:30", 946_686_600_000_000),
        ])
    func reads(_ text: String, _ microseconds: Int64) {
        #expect(Instant(rfc3339: text)?.microseconds == microseconds)
    }

    @Test(
        "Anything else is refused",
        arguments: [
            "", "2026-03-02", "2026-13-02T00:00:00Z", "2026-02-29T00:00:00Z", "2026-03-02T24:00:00Z",
            "2026-03-02T00:00:00", "2026-03-02T00:00:00.Z", "2026-03-02T00:00:00Zx", "２026-03-02T00:00:00Z",
            "2026-03-00T00:00:00Z", "2026-03-02T00:00:00+24:00",
        ])
    func refuses(_ text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test("Any millisecond of four-digit years makes the round trip")
    func roundTrip() {
        var state: UInt64 = 1
        for _ in 0..<5000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let milliseconds = Int64(state >> 16) % 250_000_000_000_000
            let instant = Instant(microseconds: (milliseconds - 62_000_000_000_000) % 250_000_000_000_000 * 1000)
            guard instant.microseconds > -62_000_000_000_000_000 else { continue }
            #expect(Instant(rfc3339: instant.rfc3339) == instant)
        }
    }

    @Test("Arithmetic saturates")
    func saturates() {
        #expect(Instant.distantFuture.advanced(bySeconds: 1) == .distantFuture)
        #expect(Instant.distantPast.advanced(bySeconds: -1) == .distantPast)
        #expect(Instant(microseconds: 5).advanced(bySeconds: .infinity) == .distantFuture)
        #expect(Instant(microseconds: 0).advanced(bySeconds: 1.5).seconds(since: Instant(microseconds: 0)) == 1.5)
    }
}
