package dev.nightdesk.sdk;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every public signature stands in a golden file, so that a change of what users compile against shows in the diff.
 * After
 * a change that is meant: {@code mvn -pl sdk-java -am test -Dtest=PublicSignaturesTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dsignatures.refresh=true}.
 */
class PublicSignaturesTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "public-signatures.txt");
    private static final Path CLASSES = Path.of("target", "classes");

    @Test
    void publicSignaturesAreAsInTheGoldenFile() throws Exception {
        String now = signatures();
        if (Boolean.getBoolean("signatures.refresh")) {
            Files.writeString(GOLDEN, now);
        }

        assertEquals(Files.readString(GOLDEN), now);
    }

    private static String signatures() throws IOException, ClassNotFoundException {
        List<String> names;
        try (Stream<Path> files = Files.walk(CLASSES)) {
            names = files.map(file -> CLASSES.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("package-info.class"))
                    .map(file -> file.replace(".class", "").replace('/', '.').replace('\\', '.'))
                    .sorted().toList();
        }
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            Class<?> type = Class.forName(name, false, PublicSignaturesTest.class.getClassLoader());
            if (visible(type)) {
                text.append(describe(type));
            }
        }
        return text.toString();
    }

    private static boolean visible(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getEnclosingClass() == null || visible(type.getEnclosingClass()));
    }

    private static String describe(Class<?> type) {
        List<String> members = new ArrayList<>();
        Arrays.stream(type.getDeclaredConstructors()).filter(PublicSignaturesTest::exported)
                .map(PublicSignaturesTest::describe).forEach(members::add);
        Arrays.stream(type.getDeclaredMethods()).filter(method -> exported(method) && !method.isBridge())
                .map(PublicSignaturesTest::describe).forEach(members::add);
        Arrays.stream(type.getDeclaredFields()).filter(PublicSignaturesTest::exported)
                .map(PublicSignaturesTest::describe).forEach(members::add);
        String parent = type.getSuperclass() == null || type.getSuperclass() == Object.class
                ? "" : " : " + type.getSuperclass().getSimpleName();
        return type.getName() + parent + "\n"
                + members.stream().sorted().map(member -> "    " + member + "\n").collect(joining());
    }

    private static boolean exported(Member member) {
        return Modifier.isPublic(member.getModifiers()) && !member.isSynthetic();
    }

    private static String describe(Constructor<?> constructor) {
        return "new(" + parameters(constructor.getParameters()) + ")";
    }

    private static String describe(Method method) {
        return prefix(method) + method.getName() + "(" + parameters(method.getParameters()) + "): "
                + plain(method.getGenericReturnType().getTypeName());
    }

    private static String describe(Field field) {
        return prefix(field) + field.getName() + ": " + plain(field.getGenericType().getTypeName());
    }

    private static String prefix(Member member) {
        return Modifier.isStatic(member.getModifiers()) ? "static " : "";
    }

    private static String parameters(Parameter[] parameters) {
        return Arrays.stream(parameters).map(parameter -> plain(parameter.getParameterizedType().getTypeName()))
                .collect(joining(", "));
    }

    private static String plain(String type) {
        return type.replaceAll("\\b[a-z]\\w*\\.", "");
    }
}
