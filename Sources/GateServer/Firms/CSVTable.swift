import Foundation

/// A list of movements as a spreadsheet takes it.
enum CSVTable {
    private struct Row: Decodable {
        struct Vehicle: Decodable {
            var tractorPlate: String?
            var trailerPlate: String?
        }
        struct Equipment: Decodable { var equipmentReference: String }
        struct Declared: Decodable { var reference: String }
        var movementReference: String
        var declarations: [Declared]
        var status: String
        var statusSince: String
        var updatedAt: String
        var vehicle: Vehicle
        var equipment: [Equipment]
    }

    /// - Parameter bodies: rendered movements.
    static func text(_ bodies: [String]) -> String {
        var text = "movementReference,declaration,status,statusSince,updatedAt,tractorPlate,trailerPlate,equipment\r\n"
        for body in bodies {
            guard let row = try? JSONDecoder().decode(Row.self, from: Data(body.utf8)) else { continue }
            let cells = [
                row.movementReference, row.declarations.first?.reference ?? "", row.status, row.statusSince,
                row.updatedAt,
                row.vehicle.tractorPlate ?? "", row.vehicle.trailerPlate ?? "",
                row.equipment.map(\.equipmentReference).joined(separator: " "),
            ]
            text += cells.map(cell).joined(separator: ",") + "\r\n"
        }
        return text
    }

    /// Quoted; what a spreadsheet would take for a formula is kept a text.
    static func cell(_ text: String) -> String {
        let safe = text.first.map { "=+-@\t\r".contains($0) } == true ? "'" + text : text
        return "\"" + safe.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
}
