package dev.nightdesk.api.build;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of ARCHITECTURE.md that a compiler does not know. */
class ArchitectureTest {
    private static final String ROOT = "dev.nightdesk.api";
    private static final String PLATFORM = ROOT + ".platform..";
    private static final String MONGO = ROOT + ".platform.mongo..";
    private static final int LEAST_CLASSES = 250;
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(ROOT);

    private static final Set<Class<?>> CALENDARS = Set.of(Instant.class, LocalDate.class, LocalDateTime.class,
            OffsetDateTime.class, ZonedDateTime.class, Clock.class, InstantSource.class, System.class, Date.class);

    @Test
    void theRulesHaveSomethingToGuard() {
        assertTrue(CLASSES.size() >= LEAST_CLASSES, () -> "only " + CLASSES.size() + " classes were found");
        for (String room : new String[] {"http", "mongo", "json", "auth", "aggregate", "event", "idempotency"}) {
            assertTrue(CLASSES.containPackage(ROOT + ".platform." + room), room);
        }
    }

    @Test
    void thePlatformDoesNotKnowTheFeatures() {
        noClasses().that().resideInAPackage(PLATFORM).should().dependOnClassesThat(
                resideInAPackage(ROOT + "..").and(DescribedPredicate.not(resideInAPackage(PLATFORM)))
                        .as("belong to a feature")).check(CLASSES);
    }

    @Test
    void featuresDependOnEachOtherInOneDirection() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void aFeatureIsOneFlatPackage() {
        classes().that().resideOutsideOfPackage(PLATFORM).should()
                .resideInAnyPackage(ROOT, ROOT + ".*").check(CLASSES);
    }

    @Test
    void onlyStoresKnowTheDriver() {
        noClasses().that().resideOutsideOfPackage(MONGO).and().haveSimpleNameNotStartingWith("Mongo")
                .and(DescribedPredicate.not(nestedInMongo()))
                .should().dependOnClassesThat().resideInAnyPackage("com.mongodb..", "org.bson..").check(CLASSES);
    }

    @Test
    void onlyTheHttpRoomTheConnectionAndTheRootKnowHelidon() {
        noClasses().that().resideOutsideOfPackages(ROOT + ".platform.http", ROOT + ".platform.mongo", ROOT)
                .should().dependOnClassesThat().resideInAPackage("io.helidon..").check(CLASSES);
        noClasses().that().resideInAPackage(ROOT + ".platform.mongo").and().doNotHaveSimpleName("Mongo")
                .should().dependOnClassesThat().resideInAPackage("io.helidon..").check(CLASSES);
    }

    /** Time comes from the injected source or as a parameter; only the processes themselves read the clock. */
    @Test
    void nobodyButAProcessLooksAtTheClock() {
        noClasses().that().doNotHaveFullyQualifiedName(ROOT + ".Main")
                .and().doNotHaveFullyQualifiedName(ROOT + ".DatabaseTool").should().callMethodWhere(
                new DescribedPredicate<JavaAccess<?>>("it reads the system's clock") {
                    @Override
                    public boolean test(JavaAccess<?> access) {
                        return readsTheClock(access);
                    }
                }).check(CLASSES);
    }

    @Test
    void namesAreWordsOfTheField() {
        noClasses().should().haveSimpleNameEndingWith("Manager").orShould().haveSimpleNameEndingWith("Helper")
                .orShould().haveSimpleNameEndingWith("Util").orShould().haveSimpleNameEndingWith("Utils")
                .orShould().haveSimpleNameEndingWith("Impl").check(CLASSES);
    }

    private static boolean readsTheClock(JavaAccess<?> access) {
        String method = access.getTarget().getName();
        boolean calendar = CALENDARS.stream().anyMatch(type -> access.getTargetOwner().isEquivalentTo(type));
        boolean now = method.equals("now") || method.equals("currentTimeMillis") || method.startsWith("system")
                || method.startsWith("tick");
        boolean newDate = access.getTargetOwner().isEquivalentTo(Date.class)
                && access.getTarget().getFullName().equals("java.util.Date.<init>()");
        return calendar && (now || newDate);
    }

    private static DescribedPredicate<JavaClass> nestedInMongo() {
        return new DescribedPredicate<>("nested in a class Mongo…") {
            @Override
            public boolean test(JavaClass type) {
                return type.getEnclosingClass().map(outer -> outer.getSimpleName().startsWith("Mongo")
                        || test(outer)).orElse(false);
            }
        };
    }
}
