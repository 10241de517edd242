import Foundation
import GateDomain
import GatePipeline
import Testing

@Suite struct LaneRecordingTests {
    static func folder(_ text: String) throws -> String {
        let path = NSTemporaryDirectory() + "lane-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/lane.json5"))
        return path
    }

    private static func camera(_ fields: String) -> String {
        "{ lanes: [ { gate: \"g\", id: \"L\", direction: \"entry\", cameras: [ { id: \"c\", role: \"roof\", \(fields) } ] } ] }"
    }

    @Test func readsLanesCamerasAndClips() throws {
        let folder = try Self.folder(
            """
            { // comments and trailing commas are fine
              scenario: "s",
              lanes: [ { gate: "g", id: "L1", direction: "exit", cameras: [
                { id: "side", role: "containerSide", clips: [ { file: "b.mp4", start: "2026-03-02T02:00:00Z" },
                                                              { file: "a.mp4", start: "2026-03-02T01:00:00Z" } ], clockOffset: 0.5 },
                { id: "front", role: "frontPlate", clips: [] },
              ] } ],
            }
            """)
        let recording = try LaneRecording(folder: folder)
        #expect(recording.scenario == "s")
        #expect(recording.lanes.map(\.setup.direction) == [.exit])
        let cameras = recording.lanes[0].cameras
        #expect(cameras.map(\.place.camera) == ["front", "side"])
        #expect(cameras[1].clips.map(\.path) == [folder + "/a.mp4", folder + "/b.mp4"])
        #expect(cameras[1].clockOffset == 0.5)
        #expect(recording.start == Instant(rfc3339: "2026-03-02T01:00:00Z"))
    }

    @Test(arguments: [
        ("", "lane.json5"),
        (
            "{ lanes: [ { gate: \"g\", id: \"L\", direction: \"entry\", cameras: [ { id: \"c\", role: \"ceiling\", clips: [] } ] } ] }",
            "role"
        ),
        ("{ lanes: [ { gate: \"g\", id: \"L\", cameras: [] } ] }", "direction"),
        ("{ lanes: [ { gate: \"g\", id: \"L\", direction: \"entry\", cameras: [] } ] }", "no cameras"),
        (
            "{ lanes: [ { gate: \"g\", id: \"L\", direction: \"entry\", cameras: [ { id: \"c\", role: \"roof\", clips: [ { file: \"a\", start: \"soon\" } ] } ] } ] }",
            "RFC 3339"
        ),
        (camera("clockOffset: 1e308, clips: []"), ":1:103: lanes[0].cameras[0].clockOffset: 1e+308 s cannot be"),
        (camera("clockOffset: NaN, clips: []"), "1:103"),
        (camera("clips: [{ file: \"a\", start: \"9999-12-31T23:59:59Z\" }]"), "a time from 1970 to 2199 expected"),
        (camera("clips: [{ file: \"a\\u001b[2J\", start: \"2026-03-02T01:00:00Z\" }]"), "\\u001b cannot stand in it"),
        (camera("clips: [{ file: \"\", start: \"2026-03-02T01:00:00Z\" }]"), "file: empty"),
    ])
    func saysWhatIsWrong(text: String, message: String) throws {
        let folder = try Self.folder(text)
        let error = #expect(throws: RecordingError.self) { try LaneRecording(folder: folder) }
        #expect(error?.description.contains(message) == true)
        #expect(error?.description.contains(folder) == true)
    }
}
