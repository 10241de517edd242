import GateDomain

/// R37: another driver than declared, or one driver with more vehicles in a day than one can drive.
enum R37DriverDiffers: Rule {
    static let number = 37

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard let driver = context.driver else { return .unknown("no driver's card was read") }
        let declared = context.declaration?.vehicle.driver
        if let declared, Registers.key(declared) != Registers.key(driver) {
            return .found(Finding(seen: driver, declared: declared, reason: "The driver is not the declared one."))
        }
        let since = context.passage.arrived.advanced(bySeconds: -86400)
        let others = context.movements(.driver, driver).filter { $0.arrived >= since }.compactMap(\.tractor)
        let vehicles = Set(others + [context.view.tractorText].compactMap { $0 })
        if vehicles.count > context.configuration.vehiclesPerDriver {
            return .found(
                Finding(
                    seen: "\(driver): \(vehicles.sorted().joined(separator: ", "))",
                    declared: "at most \(context.configuration.vehiclesPerDriver) vehicles a day",
                    reason: "One driver with too many vehicles in a day."))
        }
        return declared == nil ? .unknown("no driver is declared") : .clear
    }
}
