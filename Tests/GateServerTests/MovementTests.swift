import Foundation
import GateDomain
import GatePipeline
import GateStore
import Testing

@testable import GateServer

@Test(arguments: ["29C-582.14", "29C58214", "CSQU3054383", "csqu%20305438%203", "VN-A-1", "29R00122"])
func aFirmFindsItsMovementAndAnotherFindsNothing(_ name: String) async throws {
    let fixture = try await ServiceFixture()
    #expect(await fixture.file(declarationA, as: "a").status == 201)
    try await fixture.service.catchUp()
    let mine = await fixture.send("GET", "/v1/movements/\(name)", as: "a")
    #expect(mine.status == 200)
    #expect(try fixture.object(mine)["status"] as? String == "accepted")
    let others = await fixture.send("GET", "/v1/movements/\(name)", as: "b")
    let nothing = await fixture.send("GET", "/v1/movements/NOTHING", as: "b")
    #expect(others.status == 404)
    // Not to be told from what is not there.
    #expect(others.text == nothing.text && others.headers == nothing.headers)
    for filter in ["plate=\(name)", "container=\(name)", "declaration=\(name)"] {
        #expect(await fixture.send("GET", "/v1/movements?\(filter)", as: "b").status == 404)
    }
    #expect(await fixture.send("GET", "/v1/movements", as: "b").text == #"{"movements":[]}"#)
    #expect(try fixture.object(await fixture.send("GET", "/v1/events", as: "b"))["events"] as? [String] == [])
    #expect(await fixture.send("GET", "/v1/declarations/VN-A-1", as: "b").status == 404)
    #expect(await fixture.send("POST", "/v1/declarations/VN-A-1/cancel", as: "b").status == 404)
}

@Test func theLadderIsClimbedStepByStep() async throws {
    let fixture = try await ServiceFixture()
    _ = await fixture.file(declarationA, as: "a")
    try await fixture.service.catchUp()
    try await fixture.decide("huu-nghi/HN-IN-1/1", declaration: "VN-A-1", opensCase: true, holds: ["quarantine"])
    try await fixture.service.catchUp()
    let held = try fixture.object(await fixture.send("GET", "/v1/movements/VN-A-1", as: "a"))
    #expect(held["status"] as? String == "underControl")
    #expect((held["actionRequired"] as? [String: String])?["reportTo"] == "huu-nghi/HN-IN-1")
    #expect((held["holds"] as? [[String: String]])?.compactMap { $0["agency"] } == ["customs", "quarantine"])
    try await fixture.resolve("huu-nghi/HN-IN-1/1", .release)
    try await fixture.service.catchUp()
    let released = try fixture.object(await fixture.send("GET", "/v1/movements/VN-A-1", as: "a"))
    #expect(released["status"] as? String == "released" && released["actionRequired"] == nil)
    #expect((released["holds"] as? [[String: String]])?.allSatisfy { $0["removedAt"] != nil } == true)
    try await fixture.decide(
        "huu-nghi/HN-IN-1/2", declaration: nil, opensCase: false, at: 1_790_009_000, direction: .exit)
    try await fixture.service.catchUp()
    let events = try fixture.object(await fixture.send("GET", "/v1/events", as: "a"))["events"] as? [[String: Any]]
    #expect(
        events?.compactMap { $0["status"] as? String } == [
            "declared", "accepted", "arrived", "underControl", "released", "departed",
        ])
    // Once more over the same log: nothing is told twice.
    try await fixture.service.catchUp()
    let again = try fixture.object(await fixture.send("GET", "/v1/events", as: "a"))["events"] as? [[String: Any]]
    #expect(again?.count == 6)
}

@Test func arrivalEndsChanges() async throws {
    let fixture = try await ServiceFixture()
    _ = await fixture.file(declarationA, as: "a")
    try await fixture.decide("huu-nghi/HN-IN-1/1", declaration: "VN-A-1", opensCase: true)
    try await fixture.service.catchUp()
    #expect(await fixture.send("POST", "/v1/declarations/VN-A-1/cancel", as: "a").status == 409)
    let amended = declarationA.replacingOccurrences(of: "CSQU3054383", with: "MSCU0137155")
    let headers = ["content-type": "application/json"]
    #expect(
        await fixture.send("PUT", "/v1/declarations/VN-A-1", as: "a", headers: headers, body: amended).status == 409)
    let filed = amended.replacingOccurrences(of: "\"gate\"", with: "\"version\":2,\"gate\"")
    #expect(await fixture.file(filed, as: "a").status == 409)
}

@Test func eventsAreWalkedWithoutGapsWhileTheyArrive() async throws {
    let fixture = try await ServiceFixture()
    func walk(limit: Int) async throws -> [String] {
        var ids: [String] = []
        var cursor = ""
        while true {
            let target = "/v1/events?limit=\(limit)" + (cursor.isEmpty ? "" : "&cursor=\(cursor)")
            let page = try fixture.object(await fixture.send("GET", target, as: "a"))
            let events = page["events"] as? [[String: Any]] ?? []
            cursor = page["nextCursor"] as? String ?? ""
            if events.isEmpty { return ids }
            ids += events.compactMap { $0["eventID"] as? String }
        }
    }
    let filing = Task {
        for number in 0..<60 {
            _ = await fixture.file(
                #"{"reference":"VN-\#(number)","vehicle":{"tractorPlate":"29C-\#(10000 + number)"}}"#,
                as: number % 3 == 0 ? "b" : "a")
            try await fixture.service.catchUp()
        }
    }
    var cursor = ""
    var walked: [String] = []
    while walked.count < 80 {
        let target = "/v1/events?limit=3" + (cursor.isEmpty ? "" : "&cursor=\(cursor)")
        let page = try fixture.object(await fixture.send("GET", target, as: "a"))
        walked += (page["events"] as? [[String: Any]] ?? []).compactMap { $0["eventID"] as? String }
        cursor = page["nextCursor"] as? String ?? ""
    }
    try await filing.value
    let (ones, hundreds) = (try await walk(limit: 1), try await walk(limit: 100))
    #expect(ones == hundreds && ones == walked && Set(ones).count == 80)
    for forged in ["0", String(repeating: "0", count: 32), String(cursor.reversed()), "zz"] {
        #expect(await fixture.send("GET", "/v1/events?cursor=\(forged)", as: "a").status == 400)
    }
    #expect(await fixture.send("GET", "/v1/events?cursor=\(cursor)", as: "b").status == 400)
}

@Test func listsAreWalkedByCursor() async throws {
    let fixture = try await ServiceFixture()
    for number in 0..<7 {
        _ = await fixture.file(
            #"{"reference":"VN-\#(number)","vehicle":{"tractorPlate":"29C-1000\#(number)"}}"#, as: "a")
    }
    try await fixture.service.catchUp()
    var seen: [String] = []
    var cursor: String?
    repeat {
        let target = "/v1/movements?limit=3&status=accepted" + (cursor.map { "&cursor=\($0)" } ?? "")
        let page = try fixture.object(await fixture.send("GET", target, as: "a"))
        seen += (page["movements"] as? [[String: Any]] ?? []).compactMap { $0["movementReference"] as? String }
        cursor = page["nextCursor"] as? String
    } while cursor != nil
    #expect(seen.count == 7 && Set(seen).count == 7)
    #expect(await fixture.send("GET", "/v1/movements?staus=accepted", as: "a").status == 400)
    #expect(await fixture.send("GET", "/v1/movements?limit=0", as: "a").status == 400)
    let table = await fixture.send("GET", "/v1/movements", as: "a", headers: ["accept": "text/csv"])
    #expect(table.headers["content-type"] == "text/csv; charset=utf-8")
    #expect(table.text.split(separator: "\r\n").count == 8)
}

@Test func whoIsNamedLaterSeesItThenAndDelegationEnds() async throws {
    let fixture = try await ServiceFixture()
    let json = #"{"reference":"VN-D","vehicle":{"tractorPlate":"29C-58214"},"parties":{"carrier":"TAX-b"}}"#
    // Not a party, and nobody lets it.
    #expect(await fixture.file(json, as: "a").status == 422)
    try await fixture.stores.delegate(from: "b", to: "a", isRevoked: false, by: "test")
    #expect(await fixture.file(json, as: "a").status == 201)
    try await fixture.service.catchUp()
    #expect(await fixture.send("GET", "/v1/movements/VN-D", as: "a").status == 200)
    #expect(await fixture.send("GET", "/v1/movements/VN-D", as: "b").status == 200)
    try await fixture.stores.delegate(from: "b", to: "a", isRevoked: true, by: "test")
    #expect(await fixture.send("GET", "/v1/movements/VN-D", as: "a").status == 404)
    #expect(await fixture.send("GET", "/v1/movements/VN-D", as: "b").status == 200)
    try await fixture.stores.save(Firm(id: "b", name: "Viễn Đông"), by: "test")
    #expect(await fixture.send("GET", "/v1/movements/VN-D", as: "b").status == 404)
    try await fixture.stores.save(Firm(id: "b", name: "Viễn Đông", aliases: ["Tax B."]), by: "test")
    #expect(await fixture.send("GET", "/v1/movements/VN-D", as: "b").status == 200)
}

@Test func aCSVCellIsNoFormula() {
    #expect(CSVTable.cell("=1+1") == "\"'=1+1\"")
    #expect(CSVTable.cell("a\"b") == "\"a\"\"b\"")
}
