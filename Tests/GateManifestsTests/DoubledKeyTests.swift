import GateDomain
import Testing

@testable import GateManifests

@Suite struct DoubledKeyTests {
    @Test(arguments: [
        (#"{"reference":"A","version":1,"version":2}"#, [JSONDoubledKeys.Finding(item: nil, path: "version")]),
        (#"{"version":1,"\u0076ersion":2}"#, [.init(item: nil, path: "version")]),
        (#"[{"a":1},{"a":[{"b":1,"b":2}],"c":{"a":1}}]"#, [.init(item: 1, path: "a[0].b")]),
        (#"[[{"a":{"x":1,"y":",","x":"}"}}]]"#, [.init(item: 0, path: "[0].a.x")]),
        (#"{"a":"a","b":"a","c":["a","a"],"d":{"a":"\"a\":"}}"#, []),
        ("[]", []), ("{}", []), ("3", []), ("", []), (#"}]],"#, []),
    ])
    func areFound(text: String, findings: [JSONDoubledKeys.Finding]) {
        #expect(JSONDoubledKeys(text.utf8).findings == findings)
    }

    /// The object is refused with its place; the others are taken.
    @Test(arguments: [
        (
            #"[{"reference":"A","vehicle":{"tractorPlate":"12C12345","tractorPlate":"29C58214"}},{"reference":"B","vehicle":{"tractorPlate":"X1"}}]"#,
            ["B"]
        ),
        (
            "{\"reference\":\"A\",\"vehicle\":{\"tractorPlate\":\"12C12345\",\"tractorPlate\":\"1\"}}\n{\"reference\":\"B\",\"vehicle\":{\"tractorPlate\":\"X1\"}}",
            ["B"]
        ),
        (#"{"reference":"A","vehicle":{"tractorPlate":"12C12345"},"vehicle":{}}"#, []),
        (#"{"CC015C":{"messageSender":"A","messageSender":"B","messageType":"CC015C"}}"#, []),
        (#"{"gmrId":"GMRA00000001","gmrId":"GMRA00000002","vehicleRegNum":"12C12345"}"#, []),
    ])
    func nothingIsTakenFromThem(text: String, references: [String]) {
        let reading = ManifestReader().read(Array(text.utf8), name: "f.json")
        #expect(reading.declarations.map(\.reference) == references)
        #expect(reading.problems.contains { $0.severity == .error && $0.message.contains("is there twice") })
    }
}
