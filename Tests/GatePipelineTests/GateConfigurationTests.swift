import Foundation
import GatePipeline
import Testing

@Suite struct CameraAddressTests {
    @Test(arguments: [
        ("rtsp://admin:s3cret@10.0.0.1:554/a?password=s3cret", "rtsp://10.0.0.1:554"),
        ("RTSP://h/s3cret", "rtsp://h"),
        ("http://[fe80::1%25eth0]:80/s3cret", "http://[fe80::1%25eth0]:80"),
        ("rtsp://a@b:s3cret@camera-1.gate_2/x", "rtsp://camera-1.gate_2"),
    ]) func showsSchemeHostAndPortAlone(_ text: String, _ shown: String) throws {
        let address = try CameraAddress(text)
        #expect("\(address)" == shown)
    }

    @Test(arguments: [
        "", "rtsp:/admin:s3cret@10.0.0.1/x", "rtsp//admin:s3cret@h/x", "rtps://admin:s3cret@h/x",
        "rtsp://admin:s3/cret@127.0.0.1:1/s", "rtsp://admin:s3?cret@h", "rtsp://admin:s3#cret@h", "rtsp://:s3cret@",
        "rtsp://h:s3cret/x", "rtsp://h:70000/s3cret", "rtsp://h:0/s3cret", "concat:s3cret|b", "file:///s3cret",
        "data:s3cret", "rtsp://h/s3 cret", "rtsp://h/s3cret\u{1B}[2J", "ftp://u:s3cret@h/x", "rtsp://[::1/s3cret",
    ]) func refusesWithoutShowingAnything(_ text: String) {
        let problem = #expect(throws: CameraAddress.Problem.self) { try CameraAddress(text) }
        #expect(problem?.text.contains("cret") == false && problem?.text.contains("\u{1B}") == false)
    }

    @Test func putsAPasswordBesideItsUser() throws {
        #expect(try CameraAddress("rtsp://u@h/x", password: "p/@:é").location == "rtsp://u:p%2F%40%3A%C3%A9@h/x")
        #expect(throws: CameraAddress.Problem.self) { try CameraAddress("rtsp://h/x", password: "p") }
        #expect(throws: CameraAddress.Problem.self) { try CameraAddress("rtsp://u:q@h/x", password: "p") }
    }
}

@Suite struct GateConfigurationTests {
    private func problems(_ text: String) throws -> [String] {
        do {
            _ = try JSON5Decoder.decode(
                GateConfigurationFile.self, from: Array(text.utf8), path: "g", example: "s"
            ) { $0.problems(folder: NSTemporaryDirectory()) }
            return []
        } catch {
            return error.problems.map(\.text)
        }
    }

    private func gate(
        _ extra: String = "", gate: String = "g", lane: String = "L", camera: String = "c",
        url: String = "rtsp://10.0.0.1/x"
    ) -> String {
        """
        { database: "g.sqlite", \(extra) lanes: [{ gate: "\(gate)", id: "\(lane)", direction: "entry", cameras: [
          { id: "\(camera)", role: "frontPlate", url: "\(url)" }] }] }
        """
    }

    @Test func takesAGateThatIsRight() throws { #expect(try problems(gate()) == []) }

    @Test(arguments: ["", "a/b", "../x", ".hidden", "a b", "é", "a\\u0000", String(repeating: "x", count: 65)])
    func refusesUnsafeNames(_ name: String) throws {
        #expect(try problems(gate(gate: name)).count == 1)
        #expect(try problems(gate(lane: name)).count == 1)
        #expect(try problems(gate(camera: name)).count == 1)
    }

    @Test(arguments: [
        ("timeZone: \"Asia/Hanoi\",", "timeZone: no zone of the IANA list"),
        ("declarationInbox: \"no-such-folder\",", "declarationInbox: there is no folder"),
        ("models: \"no-such-folder\",", "models: there is no folder"),
    ]) func refusesWhatIsNotThere(_ extra: String, _ expected: String) throws {
        #expect(try problems(gate(extra)).first?.contains(expected) == true)
    }

    @Test func refusesWhatIsThereTwice() throws {
        let camera = "{ id: \"a\", role: \"frontPlate\", url: \"rtsp://h/x\" }"
        let lane = "{ gate: \"g\", id: \"L\", direction: \"exit\", cameras: [\(camera), \(camera)] }"
        let found = try problems("{ database: \"g.sqlite\", lanes: [\(lane), \(lane)] }")
        #expect(found.contains { $0.contains("has a lane L already") })
        #expect(found.contains { $0.contains("has a camera a already") })
        #expect(found.contains { $0.contains("the same address as camera L a") })
    }

    @Test func passwordsComeFromAFile() throws {
        let folder = NSTemporaryDirectory() + "gate-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data("se/cret\n".utf8).write(to: URL(fileURLWithPath: folder + "/p"))
        let text = gate().replacing("url: ", with: "passwordFile: \"p\", url: ").replacing("//10", with: "//u@10")
        let file = try JSON5Decoder.decode(GateConfigurationFile.self, from: Array(text.utf8), path: "g", example: "s")
        let gate = try GateConfiguration(file, folder: folder)
        #expect(gate.cameras.map(\.address.location) == ["rtsp://u:se%2Fcret@10.0.0.1/x"])
    }
}
