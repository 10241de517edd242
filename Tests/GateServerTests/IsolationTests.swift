import Foundation
import GateDomain
import GatePipeline
import GateStore
import Testing

@testable import GateServer

/// Firms, movements and requests by chance: whatever a firm asks, it gets nothing of another and nothing of how it was judged.
@Test(arguments: [1, 2, 3] as [UInt64])
func noAnswerTellsAFirmWhatItMustNotKnow(_ seed: UInt64) async throws {
    var random = Generator(state: seed)
    let fixture = try await ServiceFixture()
    var own: [String: Set<String>] = ["a": [], "b": []]
    var names: [String] = []
    for number in 0..<24 {
        let firm = Bool.random(using: &random) ? "a" : "b"
        let reference = "VN-\(firm.uppercased())X\(number)Q"
        let plate = "29C\(20000 + Int.random(in: 0..<9000, using: &random))"
        let box = ["CSQU3054383", "MSCU0137155", "TGHU6048210"].randomElement(using: &random) ?? ""
        // Both firms have the same boxes now and then: only the reference tells whose answer it is.
        let json =
            #"{"reference":"\#(reference)","vehicle":{"tractorPlate":"\#(plate)"},"containers":[{"number":"\#(box)"}],"channel":"red"}"#
        #expect(await fixture.file(json, as: firm).status == 201)
        own[firm]?.insert(reference)
        names += [reference, plate, box]
        let id = "huu-nghi/HN-IN-1/\(number)"
        let isHeld = Bool.random(using: &random)
        if Bool.random(using: &random) {
            try await fixture.decide(
                id, declaration: reference, plate: plate, opensCase: isHeld, at: 1_790_000_000 + Int64(number) * 100,
                direction: Bool.random(using: &random) ? .entry : .exit)
            if isHeld, Bool.random(using: &random) {
                try await fixture.resolve(id, [.release, .refuse, .refer].randomElement(using: &random) ?? .release)
            }
        }
        if Bool.random(using: &random) { try await fixture.service.catchUp() }
    }
    try await fixture.service.catchUp()
    let cookies = [
        "a": try await fixture.signIn("anna", role: .firm, firm: "a"),
        "b": try await fixture.signIn("binh", role: .firm, firm: "b"),
    ]
    for firm in ["a", "b"] {
        let other = firm == "a" ? "b" : "a"
        var targets = [
            "/v1/movements?limit=500", "/v1/events?limit=1000", "/v1/webhooks", "/v1/movements?status=underControl",
            "/openapi.json",
            "/v1/events?cursor=x", "/v1/nothing", "/firm/movements", "/firm/file", "/firm/webhooks", "/account",
        ]
        for name in names {
            targets += [
                "/v1/movements/\(name)", "/v1/movements?plate=\(name)", "/v1/declarations/\(name)",
                "/firm/movements?q=\(name)",
                "/firm/movements/\(name)",
            ]
        }
        for language in ["vi", "en", "zh"] {
            for target in targets {
                for accept in ["application/json", "text/csv", "text/html"] {
                    var headers = ["accept": accept, "accept-language": language]
                    let isPage = target.hasPrefix("/firm") || target == "/account"
                    if isPage {
                        if accept != "text/html" { continue }
                        headers["cookie"] = "__Host-session=\(cookies[firm] ?? "")"
                    } else if language != "vi" {
                        continue
                    }
                    let answer = await fixture.send("GET", target, as: isPage ? nil : firm, headers: headers)
                    #expect(answer.status < 500, "\(target)")
                    let whole =
                        answer.text + answer.headers.fields.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
                    if let leak = Leak.first(in: whole) {
                        Issue.record("\(target) as \(firm) tells \"\(leak)\": \(whole.prefix(600))")
                    }
                    for reference in own[other] ?? [] where !target.contains(reference) && whole.contains(reference) {
                        Issue.record("\(target) as \(firm) tells of \(reference)")
                    }
                }
            }
        }
    }
}

/// Words that no firm may read.
enum Leak {
    private static let words = [
        "severity", "channel", "officer", "evidence", "discrepan", "selectivity", "criteria", "cán bộ", "luồng", "关员",
        "通道",
        "查验员",
    ]

    static func first(in text: String) -> String? {
        if text.contains("SECRET") { return "SECRET" }
        let low = text.lowercased()
        if let word = words.first(where: { low.contains($0.lowercased()) }) { return word }
        if let rule = text.firstMatch(of: /\bR[0-4][0-9]\b/) { return String(rule.output) }
        if let colour = low.firstMatch(of: /\b(red|yellow|green|blue)\b/) { return String(colour.output.0) }
        return nil
    }
}

struct Generator: RandomNumberGenerator {
    var state: UInt64

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
