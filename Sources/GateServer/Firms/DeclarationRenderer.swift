import GateDomain

/// What was understood of a declaration, in the firm's own words. Customs' own fields and what was kept raw are not among them.
enum DeclarationRenderer {
    /// The fields of an object that is open.
    static func content(_ json: inout JSONText, _ declaration: Declaration) {
        json.field("direction", declaration.direction?.rawValue)
        json.field("gate", declaration.gate)
        json.field("validFrom", declaration.validFrom)
        json.field("validUntil", declaration.validUntil)
        json.object("vehicle") {
            $0.field("tractorPlate", declaration.vehicle.tractorPlate?.display)
            $0.field("trailerPlate", declaration.vehicle.trailerPlate?.display)
            $0.field("driver", declaration.vehicle.driver)
        }
        json.array("equipment", declaration.containers) { json, box in
            json.object { json in
                json.field("equipmentReference", box.number)
                json.field("isoEquipmentCode", box.sizeType?.text)
                json.field("emptyIndicatorCode", box.load.map { $0 == .empty ? "EMPTY" : "LADEN" })
                json.field("cargoGrossKg", box.grossKg)
                json.array("seals", box.seals) { json, seal in json.value(seal.number) }
            }
        }
        json.array("goods", declaration.goods.prefix(1000)) { json, goods in
            json.object { json in
                json.field("description", goods.description)
                json.field("hsCode", goods.hsCode)
                json.field("packages", goods.packages)
                json.field("grossKg", goods.grossKg)
                json.field("netKg", goods.netKg)
                json.field("origin", goods.origin)
            }
        }
    }
}
